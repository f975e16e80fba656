using PowerController.Decisions.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Simulator.Physics;

namespace PowerController.Simulator.Worlds;

/// <summary>What a card does with a command: takes it, refuses it, or says yes and does nothing.</summary>
internal sealed class CardCommands(World world)
{
    /// <summary>From the command to the read-back that agrees.</summary>
    private const long ReadBackTime = 400;

    /// <summary>An output that is cycled stays off so long beyond its return delay.</summary>
    private const long CycleTime = 5_000;

    /// <summary>Which output it is for; null where it is for no card.</summary>
    public static (string Ups, string? Group)? For(Effect effect) => effect switch
    {
        ArmCut cut => (cut.Ups, cut.OutletGroup),
        DisarmCut disarm => (disarm.Ups, disarm.OutletGroup),
        TurnOn on => (on.Ups, on.OutletGroup),
        CycleOutput cycle => (cycle.Ups, cycle.OutletGroup),
        _ => null,
    };

    public void Do(TerminalModel terminal, int life, Effect effect)
    {
        var (name, group) = For(effect) ?? throw new Model.InvariantViolation($"{effect.GetType().Name} is for no card.");
        var ups = world.Upses[world.Topology.Ups(name)];
        var output = OutputOf(ups, group);
        if (!ups.CardAnswers(world.Now) || !world.Polls.PathIsOpen(terminal, ups.Position))
        {
            world.Effects.Answer(terminal, life, effect.Id, FailureKind.NoAnswer);
            return;
        }

        var (failure, readBack) = effect switch
        {
            ArmCut cut => Arm(ups, output, cut),
            DisarmCut => Disarm(ups, output),
            Model.Effects.TurnOn => TurnOn(ups, output),
            _ => Cycle(ups, output),
        };
        world.Effects.Answer(terminal, life, effect.Id, failure, ReadBackTime, readBack);
    }

    private (FailureKind?, TimeSpan?) Arm(UpsModel ups, int output, ArmCut cut)
    {
        ups.CutsLost = default;
        if (ups.Troubles.RefusesCuts > 0)
        {
            ups.Troubles.RefusesCuts--;
            ups.Troubles.DisobeyedAt = world.Now;
            world.Story?.Tell(world.Now, $"{ups.Ups.Name} refuses the cut");
            return (FailureKind.Refused, null);
        }

        if (cut.Kind == CutKind.OnBattery && ups.Mains)
            return (FailureKind.BadValue, null);
        if (cut.Kind != CutKind.OnBattery && output == 0 && ups.Ups.CutOnMains == CutOnMains.Impossible)
            return (ups.Mains ? FailureKind.BadValue : FailureKind.NotSupported, null);
        var delay = (long)cut.Delay.TotalMilliseconds * ups.Troubles.DelayPercent / 100;
        TimeSpan? readBack = ups.Troubles.DelayPercent == 100 ? cut.Delay : TimeSpan.FromMilliseconds(delay);
        if (ups.Mains && ups.Troubles.IgnoresCutsOnMains > 0)
        {
            ups.Troubles.IgnoresCutsOnMains--;
            ups.Troubles.DisobeyedAt = world.Now;
            world.Story?.Tell(world.Now, $"{ups.Ups.Name} acknowledges the cut and ignores it");
            return (null, readBack);
        }

        if (cut.Kind == CutKind.Graceful)
            delay += (long)(CutArithmetic.GracefulDelay(ups.Ups.Settings) - ups.Ups.Settings.ShutoffDelay).TotalMilliseconds;
        var runs = ups.Outputs[output].OffAt;
        if (runs >= 0 && !ups.Card.RestartsCountdown)
            return (null, TimeSpan.FromMilliseconds(runs - world.Now));
        world.Story?.Tell(world.Now, $"{cut.Ups} begins its countdown: off in {delay / 1000} s");
        world.Power.BeginCountdown(ups, output, delay, cut.After, cut.ReturnAfter is { } back ? (long)back.TotalMilliseconds : -1);
        return (null, readBack);
    }

    private (FailureKind?, TimeSpan?) Disarm(UpsModel ups, int output)
    {
        var one = ups.Outputs[output];
        if (one.OffAt >= 0)
        {
            one.OffAt = -1;
            one.Stamp++;
            world.Story?.Tell(world.Now, $"{ups.Ups.Name} ends its countdown as told");
            world.Power.Changed(ups, PowerLoss.Commanded);
        }

        return (null, null);
    }

    private (FailureKind?, TimeSpan?) TurnOn(UpsModel ups, int output)
    {
        if (ups.Outputs[output].On)
            return (null, null);
        if (!ups.Mains)
            return (FailureKind.BadValue, null);
        world.Power.TurnOn(ups, output);
        return (null, null);
    }

    private (FailureKind?, TimeSpan?) Cycle(UpsModel ups, int output)
    {
        if (!ups.Mains)
            return (FailureKind.BadValue, null);
        if (output == 0 && ups.Ups.CutOnMains == CutOnMains.Impossible)
            return (FailureKind.NotSupported, null);
        world.Power.SwitchOff(ups, output, CycleTime + (long)ups.Ups.Settings.DiskProtectionTime.TotalMilliseconds);
        return (null, null);
    }

    private static int OutputOf(UpsModel ups, string? group)
    {
        for (var at = 0; group is not null && at < ups.Ups.OutletGroups.Length; at++)
        {
            if (string.Equals(ups.Ups.OutletGroups[at].Name, group, StringComparison.Ordinal))
                return at + 1;
        }

        return 0;
    }
}
