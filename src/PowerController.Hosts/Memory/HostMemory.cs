using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Orders;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;

namespace PowerController.Hosts.Memory;

/// <summary>
/// What a host remembers over its starts, in two small files of its state directory: which start this is, which start of the system, the highest term
/// (`NAME.memory`), and what its node was told (`NAME.node`). A damaged file is put aside, and the host goes on as after a first start.
/// </summary>
public sealed class HostMemory : IDisposable
{
    private const string Head = "powercontroller host memory 1";

    private readonly string _host;
    private readonly string _path;
    private readonly string _nodePath;
    private readonly TimeProvider _time;
    private readonly string _identity;
    private long _highest;
    private SlotFile? _node;

    private HostMemory(string directory, string host, TimeProvider time, string identity, Remembered was, ImmutableArray<HostFact> facts)
    {
        (_host, _time, _identity) = (host, time, identity);
        _path = PathOf(directory, host);
        _nodePath = Path.Combine(directory, host + ".node");
        Facts = facts;
        Term = was.Term;
        Start = BootId.Next(was.Start, time.GetUtcNow(), (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1));
        _highest = Start;
        // Also a host that has lost its memory gives its next start of the system a greater number, as long as its clock goes forward.
        SystemStart = string.Equals(was.Identity, identity, StringComparison.Ordinal) ? was.SystemStart : Math.Max(was.SystemStart + 1, time.GetUtcNow().ToUnixTimeSeconds());
    }

    /// <summary>Names this start of the program; greater with each.</summary>
    public long Start { get; }

    /// <summary>Names this start of the operating system; greater with each.</summary>
    public long SystemStart { get; }

    /// <summary>The highest term that was kept.</summary>
    public long Term { get; private set; }

    /// <summary>What was damaged.</summary>
    public ImmutableArray<HostFact> Facts { get; private set; }

    /// <summary>Opens the memory of a host for a new start of it, and keeps that there was one.</summary>
    /// <param name="directory">Made when it is not there.</param>
    /// <param name="identity">Of the system's present start.</param>
    /// <param name="problem">In an operator's words, when the result is null.</param>
    public static HostMemory? Open(string directory, string host, TimeProvider time, string identity, out string? problem)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var facts = ImmutableArray<HostFact>.Empty;
            var was = Remembered.Nothing;
            var path = PathOf(directory, host);
            if (StateFile.Read(path, Limits.SmallFileBytes) is { } content)
            {
                if (Parse(content) is { } read)
                    was = read;
                else
                    facts = [new MemoryUnreadable(host, path, StateFile.SetAside(path))];
            }

            var memory = new HostMemory(directory, host, time, identity, was, facts);
            memory.Write();
            problem = null;
            return memory;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problem = $"The state directory {directory} cannot be used: {refused.Message} {host} has to remember there what it was told. Let this user write in it, or name another directory.";
            return null;
        }
    }

    /// <summary>What the node was told before it started again, on this start's clock.</summary>
    public DeskState? ReadDesk(TimeSpan now)
    {
        try
        {
            _node = SlotFile.Open(_nodePath, NodeRecord.BytesMax);
            if (_node is { Last: null })
                return null;
            if (_node is not null && NodeRecord.Read(_node.Last, now, _time.GetUtcNow(), SystemStart) is { } desk)
                return desk;
            _node?.Dispose();
            Facts = Facts.Add(new MemoryUnreadable(_host, _nodePath, StateFile.SetAside(_nodePath)));
            _node = SlotFile.Open(_nodePath, NodeRecord.BytesMax);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Facts = Facts.Add(new MemoryNotKept(_host, refused.Message));
        }

        return null;
    }

    /// <summary>On the disk when it returns; otherwise the problem.</summary>
    public string? Keep(DeskState desk, TimeSpan now)
    {
        var record = NodeRecord.Write(desk, now, _time.GetUtcNow(), SystemStart);
        return Tried(() => (_node ??= SlotFile.Open(_nodePath, NodeRecord.BytesMax) ?? throw new IOException($"{_nodePath} is damaged.")).Write(record.AsSpan()));
    }

    public void Dispose() => _node?.Dispose();

    /// <summary>Likewise; nothing is done for a term that is not greater.</summary>
    public string? KeepTerm(long term)
    {
        if (term <= Term)
            return null;
        Term = term;
        return Tried(Write);
    }

    /// <summary>Others know a later start of this host than it remembers: its next one will be greater than theirs.</summary>
    public string? Surpass(long start)
    {
        if (start <= _highest)
            return null;
        _highest = start;
        return Tried(Write);
    }

    private static string PathOf(string directory, string host) => Path.Combine(directory, host + ".memory");

    private static string? Tried(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }

    private void Write()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Head}\nstart {_highest}\nsystem {SystemStart} {_identity}\nterm {Term}\n");
        StateFile.Write(_path, Encoding.UTF8.GetBytes($"{text}sum {SumOf(text)}\n"));
    }

    private static Remembered? Parse(byte[] content)
    {
        var lines = Encoding.UTF8.GetString(content).Split('\n').Select(line => line.Split(' ')).ToList();
        if (lines is not [_, ["start", var start], ["system", var system, var identity], ["term", var term], ["sum", var sum], [""]])
            return null;
        var text = string.Join('\n', lines.Take(4).Select(words => string.Join(' ', words))) + "\n";
        return text.StartsWith(Head + "\n", StringComparison.Ordinal) && string.Equals(sum, SumOf(text), StringComparison.Ordinal)
            && NumberOf(start) is { } isStart && NumberOf(system) is { } isSystem && NumberOf(term) is { } isTerm
            ? new Remembered(isStart, isSystem, identity, isTerm)
            : null;
    }

    private static long? NumberOf(string word) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string SumOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Remembered(long Start, long SystemStart, string Identity, long Term)
    {
        public static Remembered Nothing { get; } = new(0, 0, "", 0);
    }
}
