using System.Collections.Immutable;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions;

/// <summary>What an event has led to.</summary>
/// <param name="State">The next state; the very same instance when the event changed nothing.</param>
/// <param name="Effects">What is to be done, in this order, after the event is in the journal.</param>
/// <param name="Rules">Which rules had a say: for coverage, and to explain a decision.</param>
public readonly record struct Decision(SiteState State, ImmutableArray<Effect> Effects, RuleSet Rules);
