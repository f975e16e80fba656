using PowerController.Model.Runs;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Queue;
using PowerController.Simulator.Talking;

namespace PowerController.Simulator.Worlds;

/// <summary>An effect on its way to whom it is for.</summary>
/// <param name="Term">Of the terminal when it sent it.</param>
/// <param name="Boot">What its sender knew then of the node that it is for: the coordination lets no stop come to a later boot than that.</param>
/// <param name="IsAgain">It has been turned away once.</param>
internal sealed record Carried(Effect Effect, long Term, long Boot, bool IsAgain = false);

/// <summary>What became of an effect, on its way back.</summary>
/// <param name="Failure">Null when it was done.</param>
internal sealed record EffectResult(EffectId Id, FailureKind? Failure, TimeSpan? ReadBack);

/// <summary>Carries effects out, and their results back, over a network that may lose both.</summary>
internal sealed class EffectCarrier(World world)
{
    /// <summary>Nobody has answered: the order has been repeated and given up.</summary>
    private const long NoAnswerAfter = 4_000;

    private const long SentAgain = 3_000;

    private const long WithdrawnFor = 60_000;

    public void Carry(TerminalModel terminal, Effect effect)
    {
        world.Mix(effect.Id.Number);
        world.Mix(Coverage.KindOf(effect));
        switch (effect)
        {
            case WakeAt wake:
                WakeAt(terminal, wake);
                break;
            case SetPace pace:
                foreach (var name in pace.Upses)
                    world.Polls.SetPace(terminal, world.Topology.Ups(name), pace.Hurried);
                break;
            case ReadNow read:
                world.Polls.ReadNow(terminal, world.Topology.Ups(read.Ups));
                break;
            case not null when world.Talk is { } talk && (Conversation.Carries(effect) || effect is AskPeersAboutSilence):
                talk.CarryOut(terminal, effect);
                break;
            case AskPeersAboutSilence ask:
                AskPeers(terminal, world.Topology.Ups(ask.Ups));
                break;
            case Notify or Audit or OpenRun or CloseRun or WarnUsers:
                break;
            case StopTerminal:
                if (world.Topology.Terminal(((StopTerminal)effect).Terminal) == terminal.Position)
                    world.Programs.Stop(terminal);
                break;
            default:
                Send(terminal, effect!);
                break;
        }
    }

    /// <summary>An effect has reached the host that passes it on.</summary>
    public void Arrive(int terminalAt, int life, Carried carried)
    {
        var terminal = world.Terminals[terminalAt];
        switch (carried.Effect)
        {
            case ArmCut or DisarmCut or TurnOn or CycleOutput:
                world.Cards.Do(terminal, life, carried.Effect);
                break;
            default:
                if (!carried.IsAgain && carried.Effect is WithdrawDeadlines back && world.Agents.SettlesFirst(terminal, back.Node))
                    world.Queue.Put(world.Now + SentAgain, What.Command, terminal.Position, 0, life, carried with { IsAgain = true });
                else
                    world.Agents.Do(terminal, life, carried);
                break;
        }
    }

    /// <summary>Brings the result back after some time; a lost answer is a failure, although the thing was done.</summary>
    public void Answer(TerminalModel terminal, int life, EffectId id, FailureKind? failure, long after = 0, TimeSpan? readBack = null)
    {
        var lost = failure is not FailureKind.NoAnswer && world.Network.Loses(world.Now) && !terminal.AtHome.Contains(id);
        if (lost)
            (failure, readBack, after) = (FailureKind.NoAnswer, null, Math.Max(after, NoAnswerAfter));
        else if (failure is FailureKind.NoAnswer)
            after += NoAnswerAfter;
        world.Queue.Put(world.Now + after + world.Network.Delay(world.Now), What.Result, terminal.Position, 0, life, new EffectResult(id, failure, readBack));
    }

    public void ResultArrives(int terminalAt, int life, EffectResult result)
    {
        var terminal = world.Terminals[terminalAt];
        if (terminal.Life != life || !terminal.Runs)
            return;
        terminal.InFlight.Remove(result.Id);
        terminal.AtHome.Remove(result.Id);
        var at = terminal.Clock(world.Now);
        if (result.Failure is { } failure)
        {
            world.Programs.Take(terminal, new EffectFailed(at, result.Id, failure, failure.ToString()));
            return;
        }

        terminal.Done[result.Id] = result.ReadBack;
        world.Programs.Take(terminal, new EffectDone(at, result.Id, result.ReadBack));
    }

    /// <summary>The result of a probe is an event of its own.</summary>
    public void Tell(TerminalModel terminal, int life, EffectId id, PowerEvent happened)
    {
        if (terminal.Life != life)
            return;
        terminal.InFlight.Remove(id);
        terminal.AtHome.Remove(id);
        world.Programs.Take(terminal, happened);
    }

    /// <summary>A majority of the terminals hears nothing of the UPS.</summary>
    public void PeersAgree(int terminalAt, int ups, int life)
    {
        var terminal = world.Terminals[terminalAt];
        if (terminal.Life == life)
            world.Programs.Take(terminal, new PeersAgreedOnSilence(terminal.Clock(world.Now), world.Upses[ups].Ups.Name));
    }

    private void Send(TerminalModel terminal, Effect effect)
    {
        if (terminal.Done.TryGetValue(effect.Id, out var readBack))
        {
            world.Queue.Put(world.Now + 1, What.Result, terminal.Position, 0, terminal.Life, new EffectResult(effect.Id, null, readBack));
            return;
        }

        if (!terminal.InFlight.Add(effect.Id))
            return;
        var atHome = StaysOnItsHost(terminal, effect) && terminal.AtHome.Add(effect.Id);
        // What takes deadlines back is repeated by those who carry it, until it is acknowledged or a minute is over.
        var again = 0L;
        while (effect is WithdrawDeadlines && !atHome && again < WithdrawnFor && world.Network.Loses(world.Now))
            again += SentAgain;
        // A probe that is lost has a result all the same: no answer.
        if (effect is not (ProbeNode or WithdrawDeadlines) && world.Network.Loses(world.Now) && !atHome)
        {
            if (effect is ArmCut cut && world.Upses[world.Topology.Ups(cut.Ups)] is { } ups)
                ups.CutsLost = (ups.CutsLost.Count + 1, world.Now);
            world.Queue.Put(world.Now + NoAnswerAfter, What.Result, terminal.Position, 0, terminal.Life, new EffectResult(effect.Id, FailureKind.NoAnswer, null));
            return;
        }

        world.Queue.Put(InOrder(terminal, effect, world.Now + again + world.Network.Delay(world.Now)), What.Command, terminal.Position, 0, terminal.Life, new Carried(effect, terminal.State.Term, BootKnown(terminal, effect)));
    }

    private long BootKnown(TerminalModel terminal, Effect effect) => effect switch
    {
        OrderOsStop stop => BootKnown(terminal, stop.Node),
        RebootNode reboot => BootKnown(terminal, reboot.Node),
        _ => long.MaxValue,
    };

    // The first one of the night every terminal knows.
    private long BootKnown(TerminalModel terminal, string node) => Math.Max(1, terminal.State.Nodes[world.Topology.Node(node)].Boot);

    // To the agent beside it, and to a card that is read by way of its own host, nothing crosses the network.
    private bool StaysOnItsHost(TerminalModel terminal, Effect effect) => terminal.OnNode is { } own && effect switch
    {
        OrderClusterStop stop => world.Topology.Node(stop.Node) == own,
        OrderOsStop stop => world.Topology.Node(stop.Node) == own,
        RebootNode reboot => world.Topology.Node(reboot.Node) == own,
        TellDeadlines told => world.Topology.Node(told.Node) == own,
        WithdrawDeadlines withdrawn => world.Topology.Node(withdrawn.Node) == own,
        RunJobs jobs => world.Topology.Node(jobs.Node) == own,
        _ => CardCommands.For(effect) is var (ups, _) && world.Polls.IsAtHome(terminal, world.Topology.Ups(ups)),
    };

    // One command at a time for each card, as whoever commands cards sends it: none overtakes the one before it.
    private long InOrder(TerminalModel terminal, Effect effect, long at)
    {
        if (CardCommands.For(effect) is not var (ups, _))
            return at;
        ref var last = ref terminal.LastCommand[world.Topology.Ups(ups)];
        return last = Math.Max(last, at);
    }

    private void WakeAt(TerminalModel terminal, WakeAt wake)
    {
        var at = Math.Max(world.Now, terminal.WorldTime(wake.At));
        if (at == terminal.LastWake && at > world.Now)
            return;
        terminal.LastWake = at;
        world.Queue.Put(at, What.Wake, terminal.Position, 0, terminal.Life);
    }

    // A majority of the terminals, this one included, must hear nothing of it.
    private void AskPeers(TerminalModel terminal, int ups)
    {
        var deaf = 0;
        foreach (var other in world.Terminals)
        {
            var present = other.Runs && !world.Network.TerminalAlone(other.Position, world.Now) && !world.Network.TerminalAlone(terminal.Position, world.Now);
            if (other == terminal || (present && other.UpsMissed[ups]))
                deaf++;
        }

        if (deaf * 2 > world.Terminals.Length)
            world.Queue.Put(world.Now + world.Network.Delay(world.Now), What.PeersAgree, terminal.Position, ups, terminal.Life);
    }
}
