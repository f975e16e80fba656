using System.Numerics;

namespace PowerController.Decisions;

/// <summary>A set of <see cref="Rule"/>s, without allocation.</summary>
public readonly record struct RuleSet(ulong Low, ulong High)
{
    public int Count => BitOperations.PopCount(Low) + BitOperations.PopCount(High);

    public bool Has(Rule rule) => ((int)rule < 64 ? Low >> (int)rule : High >> ((int)rule - 64)) % 2 == 1;

    public RuleSet With(Rule rule) =>
        (int)rule < 64 ? this with { Low = Low | (1UL << (int)rule) } : this with { High = High | (1UL << ((int)rule - 64)) };

    public RuleSet With(RuleSet other) => new(Low | other.Low, High | other.High);

    public IEnumerable<Rule> Rules()
    {
        foreach (var rule in Enum.GetValues<Rule>())
        {
            if (Has(rule))
                yield return rule;
        }
    }
}
