using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PowerController.Peers.Processes;

/// <summary>A real program on this machine: run to its end, or kept running until the test is over. Its output is kept.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PeerProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_gate) return _output.ToString();
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Skips the test when a program is not there.</summary>
    public static void Require(params string[] programs)
    {
        foreach (string program in programs) Assert.SkipUnless(File.Exists(program), $"{program} is not installed.");
    }

    public static PeerProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) => new(program, arguments, environment);

    /// <summary>Runs a program to its end; its output, with the exit code where that is not 0.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using PeerProcess process = new(program, arguments, environment);
        using CancellationTokenSource late = new(Deadline);
        await process._process.WaitForExitAsync(late.Token);
        return process._process.ExitCode == 0 ? process.Output : $"exit code {process._process.ExitCode}\n{process.Output}";
    }

    /// <summary>Waits until the output holds a text.</summary>
    public async Task WaitForAsync(string text)
    {
        using CancellationTokenSource late = new(Deadline);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (HasExited || late.IsCancellationRequested) Assert.Fail($"'{text}' did not come from {_process.StartInfo.FileName} ({(HasExited ? "it ended" : "in time")}); it said:\n{Output}");
            Task more;
            lock (_gate) more = _more.Task;
            await Task.WhenAny(more, Task.Delay(200, late.Token)).ConfigureAwait(false);
        }
    }

    public async Task WaitForExitAsync()
    {
        using CancellationTokenSource late = new(Deadline);
        await _process.WaitForExitAsync(late.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit(5000);
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_gate)
        {
            _output.AppendLine(line);
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}

/// <summary>Ports nobody has, and directories that go away.</summary>
internal static class Places
{
    public static int FreeUdpPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public static int FreeTcpPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
