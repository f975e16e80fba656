using System.Collections.Immutable;

namespace PowerController.Model.Runs;

/// <summary>The plan's ceilings of one stop, counted from its commitment.</summary>
public sealed record StopTimes(TimeSpan Guard, TimeSpan ClusterStop, TimeSpan OsStop, TimeSpan Cut, TimeSpan Off);

/// <summary>The plan's times by position, computed once for a site.</summary>
/// <param name="OfUnits">When the whole unit goes down.</param>
/// <param name="OfNodes">When the node goes down alone.</param>
/// <param name="LeastNeeds">What a UPS must still carry so that everything it feeds stops in order: below it, act at once.</param>
/// <param name="FullNeeds">What the plan needs of a UPS from the moment of failure: reached before anything is started again.</param>
public sealed record SiteTimes(
    ImmutableArray<StopTimes> OfUnits,
    ImmutableArray<StopTimes> OfNodes,
    ImmutableArray<TimeSpan> LeastNeeds,
    ImmutableArray<TimeSpan> FullNeeds);
