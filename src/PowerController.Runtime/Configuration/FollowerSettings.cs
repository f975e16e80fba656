using PowerController.Runtime.History;

namespace PowerController.Runtime.Configuration;

/// <summary>What follows the site, beside it: nothing of this bears on a decision, so hosts may differ in it.</summary>
public sealed record FollowerSettings(HistorySettings History)
{
    public static FollowerSettings Usual { get; } = new(HistorySettings.Usual);
}
