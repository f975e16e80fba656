using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using PowerController.CommandLine;

namespace PowerController.Supervision;

/// <summary>Runs a command as a Windows service: the service control manager starts the program, and stops it by this.</summary>
/// <remarks>By hand, as the framework's own package is not everywhere to be had. The manager wants to be answered from the thread that asks, so everything is here at once.</remarks>
[SupportedOSPlatform("windows")]
internal static partial class UnderWindows
{
    /// <summary>At the end of the service's command line.</summary>
    public const string Flag = "--windows-service";

    private const uint OwnProcess = 0x10;
    private const uint AcceptsStopAndShutdown = 0x1 | 0x4;
    private const uint SpecificError = 1066;

    // States and controls, as the manager numbers them.
    private const uint Stopped = 1;
    private const uint StopPending = 3;
    private const uint Running = 4;
    private const uint Stop = 1;
    private const uint Interrogate = 4;
    private const uint Shutdown = 5;
    private const uint NotImplemented = 120;

    /// <summary>What the manager waits at a stop before it calls the program hung.</summary>
    private static readonly TimeSpan _stopsWithin = TimeSpan.FromSeconds(20);

    private static readonly CancellationTokenSource _stop = new();
    private static readonly ServiceMain _main = Serve;
    private static readonly ControlHandler _handler = Handle;
    private static Func<CancellationToken, Task<int>>? _command;
    private static nint _status;
    private static int _code;

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate void ServiceMain(uint count, nint arguments);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate uint ControlHandler(uint control, uint kind, nint data, nint context);

    /// <summary>Hands the process over to the manager until the service has stopped.</summary>
    public static int Run(Func<CancellationToken, Task<int>> command)
    {
        _command = command;
        var name = Marshal.StringToHGlobalUni("PowerController");
        var table = Marshal.AllocHGlobal(4 * nint.Size);
        try
        {
            // One entry, and an empty one that ends the table.
            Marshal.WriteIntPtr(table, 0, name);
            Marshal.WriteIntPtr(table, nint.Size, Marshal.GetFunctionPointerForDelegate(_main));
            Marshal.WriteIntPtr(table, 2 * nint.Size, 0);
            Marshal.WriteIntPtr(table, 3 * nint.Size, 0);
            if (StartDispatcher(table))
                return _code;
            System.Console.Error.WriteLine($"{Flag} is for the service control manager: leave it out to run in a window. 'sc create' makes a service, as README.md tells.");
            return ExitCodes.WrongUsage;
        }
        finally
        {
            Marshal.FreeHGlobal(table);
            Marshal.FreeHGlobal(name);
        }
    }

    private static void Serve(uint count, nint arguments)
    {
        _status = RegisterHandler("PowerController", Marshal.GetFunctionPointerForDelegate(_handler), 0);
        Say(Running, 0);
        _code = _command!(_stop.Token).GetAwaiter().GetResult();
        Say(Stopped, _code);
    }

    private static uint Handle(uint control, uint kind, nint data, nint context)
    {
        if (control is Stop or Shutdown)
        {
            Say(StopPending, 0);
            _stop.Cancel();
            return 0;
        }

        return control == Interrogate ? 0 : NotImplemented;
    }

    // An end that is no good one lets the manager start it again, as 'sc failure' says.
    private static void Say(uint state, int code)
    {
        var status = new ServiceStatus
        {
            Kind = OwnProcess,
            State = state,
            Accepts = state == Running ? AcceptsStopAndShutdown : 0,
            ExitCode = code == 0 ? 0 : SpecificError,
            SpecificCode = (uint)code,
            WaitHint = state == StopPending ? (uint)_stopsWithin.TotalMilliseconds : 0,
        };
        _ = SetStatus(_status, ref status);
    }

    [LibraryImport("advapi32", EntryPoint = "StartServiceCtrlDispatcherW")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool StartDispatcher(nint table);

    [LibraryImport("advapi32", EntryPoint = "RegisterServiceCtrlHandlerExW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint RegisterHandler(string name, nint handler, nint context);

    [LibraryImport("advapi32", EntryPoint = "SetServiceStatus")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetStatus(nint service, ref ServiceStatus status);

    [StructLayout(LayoutKind.Sequential)]
    private struct ServiceStatus
    {
        public uint Kind;
        public uint State;
        public uint Accepts;
        public uint ExitCode;
        public uint SpecificCode;
        public uint CheckPoint;
        public uint WaitHint;
    }
}
