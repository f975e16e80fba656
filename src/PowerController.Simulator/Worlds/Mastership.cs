using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Queue;

namespace PowerController.Simulator.Worlds;

/// <summary>Who leads, the quick way: an election that everybody hears of at once, and runs that are told without datagrams.</summary>
internal sealed class Mastership(World world)
{
    /// <summary>So long the others wait for a master that is gone.</summary>
    private const long LostAfter = 6_000;

    private const long RunsToldAfter = 200;

    /// <summary>Longer than terminals wait for each other.</summary>
    private const long CutOffMin = 12_000;

    private long _term;

    // The term under which it leads: a terminal that is cut off may have claimed a later one.
    private long _led;
    private long _electionAt = -1;
    private int _master = -1;

    public void Started(TerminalModel terminal)
    {
        CallElection(world.Now + (world.Now == 0 ? 0 : 1_000));
        CutOff(terminal);
    }

    public void Come(in Due due)
    {
        if (due.What == What.RunsTold)
            TellRuns(due.Subject, due.Stamp);
        else if (due.What == What.Claim)
            Claim(due.Subject, due.Stamp);
        else
            Elect();
    }

    private void Claim(int position, int life)
    {
        var terminal = world.Terminals[position];
        if (!terminal.Runs || terminal.Life != life || position == _master || terminal.State.Role == Role.Master || !world.Network.TerminalAloneSince(position, world.Now - LostAfter, world.Now))
            return;
        world.Story?.Tell(world.Now, $"{terminal.Terminal.Name} hears no other terminal and leads itself");
        terminal.Told = Role.Master;
        world.Programs.Take(terminal, new BecameMaster(terminal.Clock(world.Now), ++_term));
    }

    public void Down(TerminalModel terminal)
    {
        if (_master == terminal.Position)
            CallElection(world.Now + LostAfter);
    }

    /// <summary>Another terminal leads from now on; the old one hears of it later.</summary>
    public void ChangeMaster(int to, long oldHearsAfter)
    {
        if (world.Talk is not null)
        {
            CutMasterOff(to, oldHearsAfter);
            return;
        }

        var old = _master;
        // Whom nobody hears nobody follows.
        if (!world.Terminals[to].Runs || old == to || IsAlone(world.Terminals[to]))
            return;
        world.Story?.Tell(world.Now, $"{world.Terminals[to].Terminal.Name} becomes master{(oldHearsAfter > 0 ? $"; the old one hears of it in {oldHearsAfter / 1000} s" : "")}");
        _master = to;
        _led = ++_term;
        Lead(world.Terminals[to], true);
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Position != to && !IsAlone(terminal) && (terminal.Position != old || oldHearsAfter == 0))
                Lead(terminal, false);
        }

        if (old >= 0 && oldHearsAfter > 0)
            CallElection(world.Now + oldHearsAfter);
    }

    /// <summary>A master under an older term has heard of a newer one: it leads no more.</summary>
    public void HeardOf() => CallElection(world.Now);

    private void Elect()
    {
        if (_electionAt > world.Now)
            return;
        _electionAt = -1;
        if (_master < 0 || !world.Terminals[_master].Runs || (IsAlone(world.Terminals[_master]) && First() is { } other && !IsAlone(other)))
        {
            if (First() is not { } first)
            {
                _master = -1;
                return;
            }

            _master = first.Position;
            _led = ++_term;
        }
        else if (Reclaims() is { } former)
        {
            world.Story?.Tell(world.Now, $"{former.Terminal.Name} claims the lead of {world.Terminals[_master].Terminal.Name} back: its run is past its point of no return");
            _master = former.Position;
            _led = ++_term;
        }
        else if (world.Terminals.Any(other => other.Runs && other.State.Term > _led && !IsAlone(other)))
        {
            // It hears of a later term, and claims above it.
            _led = ++_term;
        }

        Lead(world.Terminals[_master], true);
        foreach (var terminal in world.Terminals)
        {
            // Who is cut off does not hear that another one leads.
            if (terminal.Position != _master && !IsAlone(terminal))
                Lead(terminal, false);
        }
    }

    // A run that has passed its point of no return goes on where it is: whoever leads it claims above a newer master that has none, as soon as the two hear each other.
    private TerminalModel? Reclaims()
    {
        if (HasCommitted(world.Terminals[_master]))
            return null;
        TerminalModel? former = null;
        foreach (var terminal in world.Terminals)
        {
            if (terminal is { Runs: true, State.Role: Role.Master } && terminal.Position != _master && !IsAlone(terminal) && HasCommitted(terminal)
                && (former is null || former.State.Term < terminal.State.Term))
                former = terminal;
        }

        return former;
    }

    private static bool HasCommitted(TerminalModel terminal) => terminal.State.Runs.Any(run => run.CommittedAt is not null);

    // By priority; one that nobody hears only where there is no other.
    private TerminalModel? First()
    {
        TerminalModel? first = null;
        foreach (var terminal in world.Terminals)
        {
            if (!terminal.Runs)
                continue;
            if (first is null || (IsAlone(first), first.Terminal.Priority).CompareTo((IsAlone(terminal), terminal.Terminal.Priority)) > 0)
                first = terminal;
        }

        return first;
    }

    private bool IsAlone(TerminalModel terminal) => world.Network.TerminalAlone(terminal.Position, world.Now);

    /// <summary>A standby keeps what the master's runs look like, and tells it what it may not know of.</summary>
    private void TellRuns(int position, int life)
    {
        var teller = world.Terminals[position];
        teller.RunsToTell = false;
        if (teller.Life != life || !teller.Runs)
            return;
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Position != position && teller.State.Role == Role.Master)
                TellRuns(teller, terminal);
            else if (terminal.Position == _master && teller.State.Role != Role.Master)
                Offer(teller, terminal);
        }
    }

    /// <summary>Terminals that could not hear each other can again.</summary>
    public void Healed()
    {
        foreach (var terminal in world.Terminals)
        {
            RunsChanged(terminal);
            CutOff(terminal);
        }

        // Two may lead now that hear of each other again.
        if (world.Terminals.Length > 1 && _electionAt < 0)
            CallElection(world.Now);
    }

    /// <summary>Soon after its runs have changed a master tells the others what they look like.</summary>
    public void RunsChanged(TerminalModel teller)
    {
        world.Talk?.RunsChanged(teller);
        if (teller.RunsToTell || world.Talk is not null || (teller.State.Role != Role.Master && teller.State.Lost.IsEmpty))
            return;
        teller.RunsToTell = true;
        world.Queue.Put(world.Now + RunsToldAfter, What.RunsTold, teller.Position, 0, teller.Life);
    }

    // Where terminals settle it among themselves, another one leads when the present one is not heard for a while.
    private void CutMasterOff(int to, long lasts)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Position != to && terminal is { Runs: true, State.Role: Role.Master })
                world.Network.IsolateTerminal(terminal.Position, world.Now, world.Now + Math.Max(lasts, CutOffMin));
        }
    }

    private void TellRuns(TerminalModel master, TerminalModel terminal)
    {
        if (!terminal.Runs || terminal.State.Role == Role.Master || IsAlone(master) || IsAlone(terminal))
            return;
        var ahead = TimeSpan.FromMilliseconds(terminal.ClockAhead - master.ClockAhead);
        world.Programs.Take(terminal, new RunsReported(terminal.Clock(world.Now), master.State.Term, [.. master.State.Runs.Select(run => run.OnClock(ahead))], master.State.Operation) { Closed = master.State.Closed });
    }

    private void Offer(TerminalModel standby, TerminalModel master)
    {
        if (master is { Runs: true, State.Role: Role.Master } && !standby.State.Lost.IsEmpty && !IsAlone(master) && !IsAlone(standby))
            world.Programs.Take(master, new RunsOffered(master.Clock(world.Now), standby.State.Lost));
    }

    private void Lead(TerminalModel terminal, bool leads)
    {
        var role = leads ? Role.Master : Role.Standby;
        if (!terminal.Runs || (terminal.Told == role && terminal.State.Term == _led))
            return;
        terminal.Told = role;
        var at = terminal.Clock(world.Now);
        world.Programs.Take(terminal, leads ? new BecameMaster(at, _led) : new BecameStandby(at, _led));
        // Whoever leads already tells a new standby what is open, also when it is nothing: runs that ended while it was away must not go on in it.
        if (!leads && _master >= 0 && terminal.Runs)
            TellRuns(world.Terminals[_master], terminal);
        // A new master hears of what it may not know of from whoever stands by.
        foreach (var other in world.Terminals.Where(other => leads && other != terminal))
            RunsChanged(other);
    }

    // Who hears no other terminal for a while leads itself.
    private void CutOff(TerminalModel terminal)
    {
        if (world.Talk is null && terminal.Runs && IsAlone(terminal))
            world.Queue.Put(world.Now + LostAfter, What.Claim, terminal.Position, 0, terminal.Life);
    }

    private void CallElection(long at)
    {
        if (world.Talk is not null)
            return;
        _electionAt = at;
        world.Queue.Put(at, What.Election, 0);
    }
}
