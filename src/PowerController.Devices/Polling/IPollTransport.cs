using PowerController.Devices.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Polling;

/// <summary>Starts polls and brings their answers: the engine, or what a test puts in its place.</summary>
public interface IPollTransport
{
    /// <summary>Starts one poll; when this says started, the receiver is called exactly once.</summary>
    PollStart Start(WatchedUps ups, PollPlan plan, IPollReceiver receiver);
}

/// <summary>Whether a poll is on its way.</summary>
public enum PollStart
{
    Started,

    /// <summary>There is no room for it now.</summary>
    NoRoom,

    /// <summary>It does not fit into one message: it is for the driver, which splits it.</summary>
    TooLarge,
}

/// <summary>Takes the answers of polls.</summary>
public interface IPollReceiver
{
    /// <summary>The numbers that the card told, one for each object of the plan; they are gone when this returns.</summary>
    void OnAnswer(WatchedUps ups, PollPlan plan, ReadOnlySpan<long> slots, TimeSpan roundTrip);

    /// <summary>Nothing that can be used.</summary>
    void OnFailure(WatchedUps ups, PollPlan plan, SnmpFailure failure);
}
