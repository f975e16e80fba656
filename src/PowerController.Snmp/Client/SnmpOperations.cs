using System.Collections.Immutable;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Client;

/// <summary>The operations one awaits: requests are split where they are too large, and what an agent does comes back as a value.</summary>
public static class SnmpOperations
{
    /// <summary>
    /// Reads values. Split into as many messages as the size needs; an object an agent does not have (v1: noSuchName; also an error that names one
    /// variable) becomes noSuchObject in its place, and the others are still read.
    /// </summary>
    public static async Task<SnmpReply> GetAsync(this SnmpClient client, SnmpTarget target, IReadOnlyList<Oid> names, CancellationToken cancel = default)
    {
        SplitGet work = new(names);
        while (work.Next(target) is { } part)
        {
            SnmpReply reply = await client.SendAsync(target, part, cancel).ConfigureAwait(false);
            if (!work.Take(part, reply)) return SnmpReply.Failed(reply.Failure) with { VarBinds = work.Result() };
        }

        return new SnmpReply(SnmpFailure.None, work.Result(), work.RoundTrip);
    }

    /// <summary>Reads one value.</summary>
    public static Task<SnmpReply> GetAsync(this SnmpClient client, SnmpTarget target, Oid name, CancellationToken cancel = default) =>
        client.GetAsync(target, [name], cancel);

    /// <summary>Reads the objects that follow.</summary>
    public static Task<SnmpReply> GetNextAsync(this SnmpClient client, SnmpTarget target, IReadOnlyList<Oid> names, CancellationToken cancel = default) =>
        client.SendAsync(target, PreparedRequest.GetNext([.. names]), cancel);

    /// <summary>Reads many objects that follow, in one message.</summary>
    public static Task<SnmpReply> GetBulkAsync(this SnmpClient client, SnmpTarget target, int nonRepeaters, int maxRepetitions, IReadOnlyList<Oid> names, CancellationToken cancel = default) =>
        client.SendAsync(target, PreparedRequest.GetBulk(nonRepeaters, maxRepetitions, [.. names]), cancel);

    /// <summary>
    /// Changes values, all or none, in one message. Sent once unless <paramref name="repeatable"/>: a lost answer does not mean that the card did not
    /// obey, and a command like "reboot" must not be given twice.
    /// </summary>
    public static Task<SnmpReply> SetAsync(this SnmpClient client, SnmpTarget target, IReadOnlyList<VarBind> varBinds, bool repeatable = false, CancellationToken cancel = default)
    {
        // RFC 2576: Counter64 does not exist in v1.
        return target.Credentials.Version == SnmpVersion.V1 && varBinds.Any(v => v.Value.Type == SnmpType.Counter64)
            ? Task.FromResult(SnmpReply.Failed(SnmpFailureKind.NotInThisVersion))
            : client.SendAsync(target, PreparedRequest.Set(repeatable, [.. varBinds]), cancel);
    }

    /// <summary>Reads everything below an object, with GETBULK where the version has it. A walk that breaks off has what was read, and the failure.</summary>
    public static async Task<SnmpReply> WalkAsync(this SnmpClient client, SnmpTarget target, Oid root, CancellationToken cancel = default)
    {
        ImmutableArray<VarBind>.Builder found = ImmutableArray.CreateBuilder<VarBind>();
        Oid from = root;
        int repetitions = target.Credentials.Version == SnmpVersion.V1 ? 0 : Limits.WalkRepetitions;
        TimeSpan spent = TimeSpan.Zero;
        while (found.Count < Limits.WalkValues)
        {
            PreparedRequest request = repetitions == 0 ? PreparedRequest.GetNext(from) : PreparedRequest.GetBulk(0, repetitions, from);
            SnmpReply reply = await client.SendAsync(target, request, cancel).ConfigureAwait(false);
            spent += reply.RoundTrip;
            switch (reply.Failure)
            {
                case { Kind: SnmpFailureKind.None }:
                    WalkStep step = TakeWalked(reply.VarBinds, root, ref from, found);
                    if (step == WalkStep.NotIncreasing) return new SnmpReply(new SnmpFailure(SnmpFailureKind.NotIncreasing), found.ToImmutable(), spent);
                    if (step == WalkStep.End) return new SnmpReply(SnmpFailure.None, found.ToImmutable(), spent);
                    break;
                case { Status: SnmpErrorStatus.NoSuchName }:
                    // v1 says so behind the last object.
                    return new SnmpReply(SnmpFailure.None, found.ToImmutable(), spent);
                case { Status: SnmpErrorStatus.TooBig } when repetitions > 1:
                    repetitions /= 2;
                    break;
                default:
                    return new SnmpReply(reply.Failure, found.ToImmutable(), spent);
            }
        }

        return new SnmpReply(new SnmpFailure(SnmpFailureKind.TooManyValues), found.ToImmutable(), spent);
    }

    private static WalkStep TakeWalked(ImmutableArray<VarBind> varBinds, Oid root, ref Oid from, ImmutableArray<VarBind>.Builder found)
    {
        if (varBinds.IsEmpty) return WalkStep.End;
        foreach (VarBind varBind in varBinds)
        {
            if (varBind.Value.Type == SnmpType.EndOfMibView || !varBind.Name.StartsWith(root)) return WalkStep.End;
            if (varBind.Name <= from) return WalkStep.NotIncreasing;
            found.Add(varBind);
            from = varBind.Name;
        }

        return WalkStep.Further;
    }

    private enum WalkStep
    {
        Further,
        End,
        NotIncreasing,
    }
}
