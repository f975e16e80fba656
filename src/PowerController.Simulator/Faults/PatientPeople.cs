using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Faults;

/// <summary>People, and schedules, who find no terminal to ask or are refused during maintenance ask again: a request that nobody heard is not done with.</summary>
internal sealed class PatientPeople(World world)
{
    /// <summary>Somebody who finds a terminal back sees to what he wanted of it before.</summary>
    private const long AsksAgainAfter = 20_000;

    private const long LooksAgainAfter = 60_000;

    private readonly List<int> _waiting = [];

    /// <summary>From when on what had to wait is asked; what others want now comes after that.</summary>
    public long AskFrom { get; private set; }

    public void Wait(int at) => _waiting.Add(at);

    public int[] TakeWaiting()
    {
        // Who had to wait twice, or came while others waited, still wanted it in this order.
        int[] waiting = [.. _waiting.OrderBy(at => world.Plan.Script[at].At)];
        _waiting.Clear();
        if (waiting.Length > 0)
            AskFrom = world.Now + AsksAgainAfter;
        return waiting;
    }

    /// <summary>When to try again; not later than now where only a terminal that starts can help; null when it can be asked.</summary>
    public long? AskLater(Happening happening)
    {
        if (happening is not (SomebodyAsks or ScheduleAsks))
            return null;
        if (!world.Programs.AnyRuns(0))
            return world.Now;
        if (world.Now < AskFrom)
            return AskFrom;
        return IsRefusedInLocal(happening) ? world.Now + LooksAgainAfter : null;
    }

    private bool IsRefusedInLocal(Happening happening)
    {
        if (happening is not SomebodyAsks { Request: Start })
            return false;
        foreach (var terminal in world.Terminals)
        {
            if (terminal is { Runs: true, State: { Role: Role.Master, Operation: Operation.Local } })
                return true;
        }

        return false;
    }
}
