using PowerController.Devices.Snmp;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Tests.Snmp;

/// <summary>A card that answers from a table, and misbehaves as told.</summary>
internal sealed class FakeCard : ISnmpChannel
{
    public SortedDictionary<Oid, SnmpValue> Objects { get; } = [];

    public string Address => "10.0.0.5";

    public SnmpVersion Version { get; init; } = SnmpVersion.V2c;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>It answers nothing any more.</summary>
    public bool IsDead { get; set; }

    /// <summary>It says nothing to a question for more objects than this.</summary>
    public int ObjectsAtOnceMax { get; init; } = int.MaxValue;

    /// <summary>What it does with a write, instead of storing it.</summary>
    public Func<VarBind, SnmpFailure?>? OnSet { get; set; }

    public List<VarBind> Writes { get; } = [];

    public int Gets { get; private set; }

    public int Walks { get; private set; }

    public SnmpValue this[string name]
    {
        get => Objects[Oid.Parse(name)];
        set => Objects[Oid.Parse(name)] = value;
    }

    public FakeCard With(string name, SnmpValue value)
    {
        this[name] = value;
        return this;
    }

    public FakeCard With(string name, int value) => With(name, SnmpValue.Integer32(value));

    public FakeCard With(string name, string text) => With(name, SnmpValue.Text(text));

    public async Task<SnmpReply> GetAsync(IReadOnlyList<Oid> objects, CancellationToken cancel)
    {
        Gets++;
        if (IsDead)
            return await SilenceAsync(cancel).ConfigureAwait(false);
        if (objects.Count > ObjectsAtOnceMax)
            return SnmpReply.Failed(SnmpFailureKind.Timeout);
        return new SnmpReply(SnmpFailure.None, [.. objects.Select(name => new VarBind(name, Objects.TryGetValue(name, out var value) ? value : SnmpValue.NoSuchObject))], TimeSpan.FromMilliseconds(5));
    }

    public async Task<SnmpReply> SetAsync(IReadOnlyList<VarBind> varBinds, CancellationToken cancel)
    {
        if (IsDead)
            return await SilenceAsync(cancel).ConfigureAwait(false);
        foreach (var varBind in varBinds)
        {
            Writes.Add(varBind);
            if (OnSet is { } hook)
            {
                if (hook(varBind) is { Kind: not SnmpFailureKind.None } failure)
                    return SnmpReply.Failed(failure);
            }
            else
            {
                Objects[varBind.Name] = varBind.Value;
            }
        }

        return new SnmpReply(SnmpFailure.None, [.. varBinds], TimeSpan.FromMilliseconds(5));
    }

    public async Task<SnmpReply> WalkAsync(Oid root, int most, CancellationToken cancel)
    {
        Walks++;
        if (IsDead)
            return await SilenceAsync(cancel).ConfigureAwait(false);
        return new SnmpReply(SnmpFailure.None, [.. Objects.Where(pair => pair.Key.StartsWith(root)).Take(most).Select(pair => new VarBind(pair.Key, pair.Value))], TimeSpan.FromMilliseconds(5));
    }

    private static async Task<SnmpReply> SilenceAsync(CancellationToken cancel)
    {
        var never = new TaskCompletionSource<SnmpReply>();
        await using var registration = cancel.Register(() => never.TrySetResult(SnmpReply.Failed(SnmpFailureKind.Cancelled)));
        return await never.Task.ConfigureAwait(false);
    }
}
