using PowerController.Devices.Snmp;
using PowerController.Snmp;
using PowerController.Snmp.Client;
using PowerController.Snmp.Messages;

namespace PowerController.Simulator.Cards;

/// <summary>The driver's way to a card on the bench: real messages, no network, no waiting.</summary>
internal sealed class BenchChannel(CardBench bench) : ISnmpChannel
{
    public string Address => "the bench";

    public SnmpVersion Version => SnmpVersion.V2c;

    public TimeSpan Timeout => TimeSpan.FromSeconds(2);

    public Task<SnmpReply> GetAsync(IReadOnlyList<Oid> objects, CancellationToken cancel)
    {
        List<VarBind> found = [];
        foreach (Oid[] part in objects.Chunk(30))
        {
            if (bench.Ask(PduType.Get, [.. part.Select(o => new VarBind(o))]) is not { } answer) return Failed(SnmpFailureKind.Timeout);
            if (answer.Status != SnmpErrorStatus.NoError) return Failed(SnmpFailureKind.ErrorStatus, answer.Status);
            found.AddRange(answer.Values.Select((v, i) => new VarBind(part[i], v)));
        }

        return Task.FromResult(new SnmpReply(SnmpFailure.None, [.. found], TimeSpan.Zero));
    }

    public Task<SnmpReply> SetAsync(IReadOnlyList<VarBind> varBinds, CancellationToken cancel)
    {
        if (bench.Ask(PduType.Set, [.. varBinds]) is not { } answer) return Failed(SnmpFailureKind.Timeout);
        return answer.Status == SnmpErrorStatus.NoError ? Task.FromResult(new SnmpReply(SnmpFailure.None, [.. varBinds], TimeSpan.Zero)) : Failed(SnmpFailureKind.ErrorStatus, answer.Status);
    }

    public Task<SnmpReply> WalkAsync(Oid root, int most, CancellationToken cancel)
    {
        List<VarBind> found = [];
        Oid at = root;
        while (found.Count < most)
        {
            if (bench.AskNext(at) is not { } next) return Failed(SnmpFailureKind.Timeout);
            if (next.Value.IsException || !next.Name.StartsWith(root)) break;
            found.Add(next);
            at = next.Name;
        }

        return Task.FromResult(new SnmpReply(SnmpFailure.None, [.. found], TimeSpan.Zero));
    }

    private static Task<SnmpReply> Failed(SnmpFailureKind kind, SnmpErrorStatus status = SnmpErrorStatus.NoError) =>
        Task.FromResult(SnmpReply.Failed(new SnmpFailure(kind, status, status == SnmpErrorStatus.NoError ? 0 : 1)));
}
