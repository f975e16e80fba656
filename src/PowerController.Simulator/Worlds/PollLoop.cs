using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Queue;

namespace PowerController.Simulator.Worlds;

/// <summary>Polls of the cards. A poll that would show what the last one showed is not played: it changes nothing, and a night has ten thousand of them.</summary>
/// <remarks>In some nights every poll is played, so that what this leaves out is tried as well.</remarks>
internal sealed class PollLoop(World world)
{
    private const int AskedNow = 1;

    /// <summary>How long after its time every reading counts whether a cut has had its effect.</summary>
    private const long CutWatched = 40_000;

    public void TouchAll()
    {
        foreach (var ups in world.Upses)
            Touch(ups.Position);
    }

    /// <summary>What the card shows may have changed: every terminal sees it at its next poll.</summary>
    public void Touch(int ups)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Runs)
                Schedule(terminal, ups, world.Now);
        }
    }

    public void ReadNow(TerminalModel terminal, int ups) =>
        world.Queue.Put(world.Now + world.Network.Delay(world.Now), What.Poll, terminal.Position, ups, AskedNow);

    public void SetPace(TerminalModel terminal, int ups, bool hurried)
    {
        terminal.Hurried[ups] = hurried;
        if (terminal.PollDue[ups] > 0)
            Schedule(terminal, ups, world.Now);
    }

    public void Due(int terminalAt, int upsAt, long at, int stamp)
    {
        var terminal = world.Terminals[terminalAt];
        if (stamp != AskedNow)
        {
            if (terminal.PollDue[upsAt] != at)
                return;
            terminal.PollDue[upsAt] = 0;
        }

        if (!terminal.Runs)
            return;
        var ups = world.Upses[upsAt];
        var answers = ups.CardAnswers(world.Now) && PathIsOpen(terminal, upsAt) && !(world.Network.Loses(world.Now) && !IsAtHome(terminal, upsAt));
        if (!answers)
        {
            Missed(terminal, upsAt);
            return;
        }

        var reading = ups.Show(world.Now);
        if (!ReferenceEquals(reading, terminal.Shown[upsAt]) || terminal.UpsMissed[upsAt] || world.Plan.EveryPoll || stamp == AskedNow
            || WaitsUntil(terminal, upsAt) <= world.Now)
        {
            if (terminal.Shown[upsAt] is null || terminal.UpsMissed[upsAt])
                world.Talk?.UpsHeard(terminal, ups.Ups.Name, true);
            terminal.Shown[upsAt] = reading;
            terminal.UpsMissed[upsAt] = false;
            world.Programs.Take(terminal, new UpsRead(terminal.Clock(world.Now), ups.Ups.Name, reading));
        }

        var next = Math.Min(ups.NextChange(world.Now), WaitsUntil(terminal, upsAt));
        if (world.Plan.EveryPoll)
            next = world.Now + 1;
        if (next != long.MaxValue)
            Schedule(terminal, upsAt, Math.Max(next, world.Now + 1));
    }

    // Some judgements wait for a reading that comes late enough, although it says what the last one said:
    // confirm time, debounces, and the end of a cut's delay.
    private long WaitsUntil(TerminalModel terminal, int upsAt)
    {
        var row = terminal.State.Upses[upsAt];
        var until = long.MaxValue;
        if (row is { OffSince: not null, Output: not OutputPower.Off } or { LowSince: not null, ExhaustingSince: null })
            until = world.Now;
        if (row is { Mains: MainsState.Lost, FailedSince: null })
            until = Math.Min(until, terminal.WorldTime(row.MainsSince + world.Upses[upsAt].Ups.ConfirmTime));
        if (row.Output != OutputPower.Off && row.Outputs[0].Cut == CutStage.Armed && terminal.WorldTime(row.Outputs[0].OffAt) is var off && world.Now < off + CutWatched)
            until = Math.Min(until, off);
        return until;
    }

    /// <summary>Whether packets come through between the terminal and the card.</summary>
    public bool PathIsOpen(TerminalModel terminal, int ups)
    {
        var host = world.Plan.Ground.CardHost[ups];
        if (host < 0)
            return !world.Network.TerminalAlone(terminal.Position, world.Now);
        return world.Nodes[host].AgentRuns && world.Network.Reaches(terminal, host, world.Now);
    }

    /// <summary>Its card is read by way of the terminal's own host: nothing of that crosses the network.</summary>
    public bool IsAtHome(TerminalModel terminal, int ups) => world.Plan.Ground.CardHost[ups] == terminal.OnNode;

    public void Forget(TerminalModel terminal)
    {
        for (var ups = 0; ups < world.Upses.Length; ups++)
        {
            terminal.Shown[ups] = null;
            terminal.UpsMissed[ups] = false;
            terminal.Hurried[ups] = false;
            terminal.PollDue[ups] = 0;
            Schedule(terminal, ups, world.Now);
        }
    }

    private void Missed(TerminalModel terminal, int upsAt)
    {
        if (!terminal.UpsMissed[upsAt] || world.Plan.EveryPoll)
        {
            terminal.UpsMissed[upsAt] = true;
            world.Talk?.UpsHeard(terminal, world.Upses[upsAt].Ups.Name, false);
            world.Story?.Tell(world.Now, $"{terminal.Terminal.Name} gets no answer from {world.Upses[upsAt].Ups.Name}");
            world.Programs.Take(terminal, new UpsSilent(terminal.Clock(world.Now), world.Upses[upsAt].Ups.Name, SilenceKind.NoAnswer));
        }

        // Lost packets come through at one of the next polls; a dead card is heard of when it wakes.
        if (world.Now < world.Network.LossUntil || world.Plan.EveryPoll)
            Schedule(terminal, upsAt, world.Now + 1);
        else if (world.Upses[upsAt].SilentUntil > world.Now)
            Schedule(terminal, upsAt, world.Upses[upsAt].SilentUntil);
    }

    private void Schedule(TerminalModel terminal, int ups, long from)
    {
        var timing = world.Site.Timing;
        var interval = (long)(terminal.Hurried[ups] ? timing.HurriedPollInterval : timing.PollInterval).TotalMilliseconds;
        var phase = terminal.PollPhase[ups] % interval;
        var passed = from - phase;
        var at = phase + (passed <= 0 ? 0 : (passed + interval - 1) / interval * interval);
        if (terminal.PollDue[ups] != 0 && terminal.PollDue[ups] <= at && terminal.PollDue[ups] >= world.Now)
            return;
        terminal.PollDue[ups] = at;
        world.Queue.Put(at, What.Poll, terminal.Position, ups);
    }
}
