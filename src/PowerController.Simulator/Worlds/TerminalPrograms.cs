using System.Collections.Immutable;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Effects;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;

namespace PowerController.Simulator.Worlds;

/// <summary>The programs on the control terminals: they start, take events in, crash, come back with their journal, and one of them leads.</summary>
internal sealed class TerminalPrograms(World world)
{
    /// <summary>From the host's boot to the program's first event.</summary>
    private const long ProgramStart = 4_000;

    /// <summary>From power to program where the terminal has a host of its own.</summary>
    private const long HostBoot = 70_000;

    private const long JournalSays = 1_000;

    private static readonly DateTimeOffset _evening = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    public void Begin()
    {
        foreach (var terminal in world.Terminals)
            Start(terminal.Position, terminal.Life);
    }

    public void Start(int position, int life)
    {
        var terminal = world.Terminals[position];
        if (terminal.Life != life || terminal.Runs)
            return;
        terminal.Runs = true;
        terminal.StartedAt = world.Now;
        terminal.Life++;
        terminal.Told = null;
        terminal.InFlight.Clear();
        terminal.AtHome.Clear();
        terminal.Done.Clear();
        terminal.LastWake = -1;
        Array.Clear(terminal.NodeMissed);
        var again = terminal.JournalEnds is not null;
        if (again)
        {
            Replay(terminal);
            SetClock(terminal);
        }

        // Before anything is taken in, which is the journal's last moment then.
        var away = terminal.Clock(world.Now) - terminal.JournalEnds;

        world.Story?.Tell(world.Now, $"{terminal.Terminal.Name} starts its program");
        // Where there are several, another one may lead by now: whoever starts again stands by until he is told to lead.
        if (world.Terminals.Length > 1 && again)
            Take(terminal, new BecameStandby(terminal.Clock(world.Now), terminal.State.Term));
        Take(terminal, new Started(terminal.Clock(world.Now), terminal.Terminal.Name, _evening.AddMilliseconds(world.Now), Unseen(terminal), away));
        world.Polls.Forget(terminal);
        world.Words.SpeakTo(terminal);
        if (world.Talk is { } talk)
            talk.Start(talk.HostOf(terminal));
        if (terminal.OnNode is { } node)
            world.Life.ProcessRuns(world.Nodes[node]);
        world.Mastership.Started(terminal);
        world.Script.SomebodyListens();
    }

    public void Take(TerminalModel terminal, PowerEvent happened)
    {
        if (!terminal.Runs)
            return;
        terminal.JournalEnds = happened.At;
        terminal.JournalEndsAt = world.Now;
        var before = terminal.State;
        var decision = world.Decide(before, happened);
        terminal.State = decision.State;
        // As in the real program, what changes nothing is not kept: a replay must do without.
        var quiet = ReferenceEquals(before, decision.State) && decision.Effects.IsEmpty;
        if (world.Plan.Replays && !quiet)
            terminal.Journal.Add(happened);
        world.Coverage.Add(happened, decision);
        world.Judge.Decided(terminal, before, happened, decision, quiet);
        if (terminal.State is { Role: Role.Master, Operation: Operation.Local } && before.Role != Role.Master)
            world.Script.LeadsInLocal();
        var crashes = terminal.CrashAfter >= 0 && --terminal.CrashAfter < 0;
        if (quiet && !crashes)
            return;
        world.Story?.Took(world.Now, terminal, happened, decision);
        var carried = 0;
        foreach (var effect in decision.Effects)
        {
            if (crashes && carried++ >= terminal.CrashEffects)
                break;
            world.Effects.Carry(terminal, effect);
        }

        if (world.Terminals.Length > 1 && (terminal.State.Runs != before.Runs || terminal.State.Lost != before.Lost || terminal.State.Role != before.Role || terminal.State.Operation != before.Operation))
            world.Mastership.RunsChanged(terminal);

        if (crashes)
            Crash(terminal, terminal.CrashDownFor);
    }

    /// <summary>Some terminal has run for at least this long, in milliseconds.</summary>
    public bool AnyRuns(long since)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Runs && world.Now - terminal.StartedAt >= since)
                return true;
        }

        return false;
    }

    /// <summary>The program dies; its host may go on.</summary>
    public void Crash(TerminalModel terminal, long downFor)
    {
        if (!terminal.Runs)
            return;
        Down(terminal);
        terminal.OnlyProgramDied = true;
        if (terminal.OnNode is { } node)
            world.Life.ProcessDied(world.Nodes[node]);
        if (downFor >= 0 && HostIsUp(terminal))
            world.Queue.Put(world.Now + downFor, What.TerminalStarts, terminal.Position, 0, terminal.Life);
    }

    public void Wake(int position, int life)
    {
        var terminal = world.Terminals[position];
        if (terminal.Life == life && terminal.Runs)
            Take(terminal, new Woke(terminal.Clock(world.Now)));
    }

    /// <summary>The power of a terminal with a host of its own.</summary>
    public void InputChanged(TerminalModel terminal, bool input)
    {
        if (terminal.HostInput == input)
            return;
        terminal.HostInput = input;
        if (!input)
        {
            world.Story?.Tell(world.Now, $"{terminal.Terminal.Name} has lost its power");
            terminal.Stopped = false;
            Down(terminal);
            return;
        }

        world.Queue.Put(world.Now + HostBoot, What.TerminalStarts, terminal.Position, 0, terminal.Life);
    }

    /// <summary>A terminal that stopped itself starts when mains is back: its UPS, which nobody else is to cut, is set to do that.</summary>
    public void MainsBack(TerminalModel terminal)
    {
        if (terminal.OnNode is null && terminal is { Stopped: true, HostInput: true })
        {
            terminal.Stopped = false;
            world.Queue.Put(world.Now + HostBoot, What.TerminalStarts, terminal.Position, 0, terminal.Life);
        }
    }

    /// <summary>The program ends because its host is told to stop.</summary>
    public void Stop(TerminalModel terminal)
    {
        if (terminal.OnNode is { } node)
        {
            world.Life.BeginOsStop(world.Nodes[node], false, $"terminal {terminal.Terminal.Name} stops its own host");
            return;
        }

        world.Story?.Tell(world.Now, $"{terminal.Terminal.Name} stops itself");
        if (world.Talk?.HostOf(terminal) is { } host)
            world.Talk.Leave(host.Row, host.Life);
        Down(terminal);
        terminal.Stopped = true;
        // Mains may have come back while it stopped: then it is started at once, as by its UPS.
        foreach (var source in world.Topology.Terminals[terminal.Position].Sources)
        {
            if (world.Upses[source.Ups].Mains)
                MainsBack(terminal);
        }
    }

    public void HostRuns(NodeModel node)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.OnNode == node.Position)
                world.Queue.Put(world.Now + ProgramStart, What.TerminalStarts, terminal.Position, 0, terminal.Life);
        }
    }

    public void HostStops(NodeModel node)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.OnNode == node.Position)
                Down(terminal);
        }
    }

    private void Down(TerminalModel terminal)
    {
        terminal.Life++;
        if (!terminal.Runs)
            return;
        terminal.Runs = false;
        terminal.OnlyProgramDied = false;
        terminal.WentDownAt = world.Now;
        terminal.CrashAfter = -1;
        terminal.RunsToTell = false;
        world.Story?.Tell(world.Now, $"the program of {terminal.Terminal.Name} ends");
        if (terminal.OnNode is null && world.Talk is { } talk)
            talk.Stop(talk.HostOf(terminal));
        world.Mastership.Down(terminal);
    }

    private bool HostIsUp(TerminalModel terminal) =>
        terminal.OnNode is { } node ? world.Nodes[node].Os == Os.Running : terminal is { HostInput: true, Stopped: false };

    private void Replay(TerminalModel terminal)
    {
        if (!world.Plan.Replays)
            return;
        var state = terminal.Beginning;
        foreach (var happened in terminal.Journal)
            state = world.Decide(state, happened).State;
        world.Judge.Replayed(terminal, state);
        terminal.State = state;
    }

    // A journal says each second that its program lives, by a clock of the host that nobody sets.
    private TimeSpan? Unseen(TerminalModel terminal) =>
        terminal is { OnlyProgramDied: true, JournalEnds: not null } ? TimeSpan.FromMilliseconds(world.Now - terminal.WentDownAt + JournalSays) : null;

    // After a restart time goes on at the journal's last moment plus what has passed: by the host's own clock while the host ran on, otherwise by what the
    // wall clock says; nothing, if that went back.
    private void SetClock(TerminalModel terminal)
    {
        var last = (long)terminal.JournalEnds!.Value.TotalMilliseconds;
        var passed = Math.Max(0, world.Now - terminal.JournalEndsAt + (terminal.OnlyProgramDied ? 0 : terminal.WallJump));
        terminal.ClockAhead = last + passed - world.Now;
        terminal.WallJump = 0;
    }
}
