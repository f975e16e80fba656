using System.Collections.Immutable;
using PowerController.Model.Runs;

namespace PowerController.Model.Effects;

/// <summary>Kinds of cut-off command. A driver maps them to what its card has.</summary>
public enum CutKind
{
    /// <summary>Sleep until mains returns: works only on battery, refused with BadValue on mains; off after the delay.</summary>
    OnBattery,

    /// <summary>Works on mains too: off after max(maximum required delay, low-battery run time) + 120 s + the delay.</summary>
    Graceful,

    /// <summary>Works on mains too: off after the delay.</summary>
    Delayed,
}

public enum AfterCut
{
    /// <summary>The output comes back by itself when mains is good, after the disk protection time and at the return charge.</summary>
    ReturnWithMains,

    /// <summary>The output stays off until it is turned on.</summary>
    StayOff,
}

/// <summary>Have an output go off after a delay. Done when the card has taken it and read-back agrees; that the output is off comes by readings.
/// Ordered again with another delay it replaces the one that runs.</summary>
/// <param name="OutletGroup">Null for the whole UPS.</param>
/// <param name="ReturnAfter">For a planned power-off after which no terminal runs: the card's own wake-up.</param>
public sealed record ArmCut(
    EffectId Id, string Ups, string? OutletGroup, CutKind Kind, TimeSpan Delay, AfterCut After, TimeSpan? ReturnAfter, string Reason) : Effect(Id, Reason);

/// <summary>Take an armed cut back, where the card can. Done when read-back agrees.</summary>
public sealed record DisarmCut(EffectId Id, string Ups, string? OutletGroup, string Reason) : Effect(Id, Reason);

/// <summary>Turn an output on. Done when the card has taken it; that it feeds comes by readings.</summary>
public sealed record TurnOn(EffectId Id, string Ups, string? OutletGroup, string Reason) : Effect(Id, Reason);

/// <summary>Turn an output off and on again, for nodes that stopped but never lost their input. Done when the card has taken it.</summary>
public sealed record CycleOutput(EffectId Id, string Ups, string? OutletGroup, string Reason) : Effect(Id, Reason);

/// <summary>Poll these UPSes at the hurried pace, or at the usual one again. No result.</summary>
public sealed record SetPace(EffectId Id, ImmutableArray<string> Upses, bool Hurried, string Reason) : Effect(Id, Reason);

/// <summary>Poll this UPS now. No result of its own; the reading is one.</summary>
public sealed record ReadNow(EffectId Id, string Ups, string Reason) : Effect(Id, Reason);

/// <summary>Ask the other control terminals whether they hear this UPS. The result is a <c>PeersAgreedOnSilence</c>, or nothing.</summary>
public sealed record AskPeersAboutSilence(EffectId Id, string Ups, string Reason) : Effect(Id, Reason);
