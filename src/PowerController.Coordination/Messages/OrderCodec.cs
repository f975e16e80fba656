using System.Collections.Immutable;
using System.Diagnostics;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Coordination.Messages;

/// <summary>Orders as bytes: those effects that a node carries out.</summary>
internal static class OrderCodec
{
    private enum Kind
    {
        None,
        TellDeadlines,
        WithdrawDeadlines,
        QuietMonitors,
        UnquietMonitors,
        WarnUsers,
        WaitGuard,
        StopWorkloads,
        OrderClusterStop,
        RunJobs,
        OrderOsStop,
        RebootNode,
    }

    /// <summary>Whether it is for nodes at all.</summary>
    public static bool IsOrder(Effect effect) => KindOf(effect) != Kind.None;

    public static void Write(ref WireWriter writer, Order order, TimeSpan now)
    {
        var kind = KindOf(order.Effect);
        Require.That(kind != Kind.None, $"{order.Effect.GetType().Name} is an order for a node.");
        writer.Int64(order.Term);
        writer.UInt32(order.Target);
        writer.Boot(order.TargetBoot);
        writer.Byte((int)kind);
        writer.Effect(order.Effect.Id);
        WriteOwn(ref writer, order.Effect, now);
        // Last, so that it takes what room is left.
        writer.Text(order.Effect.Reason, Math.Clamp(writer.Left - 1, 0, Limits.TextBytes));
    }

    public static Order? Read(ref WireReader reader, TimeSpan now)
    {
        var term = reader.Natural();
        var target = reader.UInt32();
        var boot = reader.Boot();
        var kind = (Kind)reader.Byte();
        var id = reader.Effect();
        var effect = ReadOwn(ref reader, kind, id, now);
        var why = reader.Text(Limits.TextBytes);
        return effect is null ? null : new Order(term, target, boot, effect with { Reason = why });
    }

    private static Effect? ReadOwn(ref WireReader reader, Kind kind, EffectId id, TimeSpan now)
    {
        const string why = "";
        return kind switch
        {
            Kind.TellDeadlines => new TellDeadlines(id, reader.Name(), now + reader.Time(), now + reader.Time(), why),
            Kind.WithdrawDeadlines => new WithdrawDeadlines(id, reader.Name(), why),
            Kind.QuietMonitors => new QuietMonitors(id, reader.Name(), why),
            Kind.UnquietMonitors => new UnquietMonitors(id, reader.Name(), why),
            Kind.WarnUsers => new WarnUsers(id, reader.Name(), now + reader.Time(), why),
            Kind.WaitGuard => new WaitGuard(id, reader.Name(), now + reader.TimeOrNone(), why),
            Kind.StopWorkloads => new StopWorkloads(id, reader.Name(), Names(ref reader), now + reader.Time(), why),
            Kind.OrderClusterStop => new OrderClusterStop(id, reader.Name(), reader.Name(), now + reader.Time(), why),
            Kind.RunJobs => new RunJobs(id, reader.Name(), reader.OneOf(JobTime.PowerOn), Names(ref reader), now + reader.Time(), why),
            Kind.OrderOsStop => new OrderOsStop(id, reader.Name(), now + reader.Time(), reader.Flag(), why),
            Kind.RebootNode => new RebootNode(id, reader.Name(), why),
            _ => null,
        };
    }

    private static void WriteOwn(ref WireWriter writer, Effect effect, TimeSpan now)
    {
        writer.Text(NameIn(effect), Limits.NameBytes);
        switch (effect)
        {
            case TellDeadlines told:
                writer.Time(told.ClusterStopBy - now);
                writer.Time(told.OsStopBy - now);
                break;
            case WarnUsers warned:
                writer.Time(warned.StopsAt - now);
                break;
            case WaitGuard guard:
                writer.Time(guard.By - now);
                break;
            case StopWorkloads workloads:
                Write(ref writer, workloads.Workloads);
                writer.Time(workloads.By - now);
                break;
            case OrderClusterStop stop:
                writer.Text(stop.Node, Limits.NameBytes);
                writer.Time(stop.By - now);
                break;
            case RunJobs jobs:
                writer.Byte((int)jobs.When);
                Write(ref writer, jobs.Jobs);
                writer.Time(jobs.By - now);
                break;
            case OrderOsStop stop:
                writer.Time(stop.By - now);
                writer.Byte(stop.Forced ? 1 : 0);
                break;
        }
    }

    private static string NameIn(Effect effect) => effect switch
    {
        TellDeadlines told => told.Node,
        WithdrawDeadlines withdrawn => withdrawn.Node,
        QuietMonitors quiet => quiet.Unit,
        UnquietMonitors unquiet => unquiet.Unit,
        WarnUsers warned => warned.Unit,
        WaitGuard guard => guard.Unit,
        StopWorkloads workloads => workloads.Cluster,
        OrderClusterStop stop => stop.Cluster,
        RunJobs jobs => jobs.Node,
        OrderOsStop stop => stop.Node,
        RebootNode reboot => reboot.Node,
        _ => throw new UnreachableException(),
    };

    private static Kind KindOf(Effect effect) => effect switch
    {
        TellDeadlines => Kind.TellDeadlines,
        WithdrawDeadlines => Kind.WithdrawDeadlines,
        QuietMonitors => Kind.QuietMonitors,
        UnquietMonitors => Kind.UnquietMonitors,
        WarnUsers => Kind.WarnUsers,
        WaitGuard => Kind.WaitGuard,
        StopWorkloads => Kind.StopWorkloads,
        OrderClusterStop => Kind.OrderClusterStop,
        RunJobs => Kind.RunJobs,
        OrderOsStop => Kind.OrderOsStop,
        RebootNode => Kind.RebootNode,
        _ => Kind.None,
    };

    private static void Write(ref WireWriter writer, ImmutableArray<string> names)
    {
        writer.Byte(names.Length);
        foreach (var name in names)
            writer.Text(name, Limits.NameBytes);
    }

    private static ImmutableArray<string> Names(ref WireReader reader)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        for (var left = reader.Count(Limits.NamesInOrder); left > 0; left--)
            names.Add(reader.Name());
        return names.ToImmutable();
    }
}
