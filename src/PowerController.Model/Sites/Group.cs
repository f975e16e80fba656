namespace PowerController.Model.Sites;

/// <summary>What a group does when a UPS goes silent during an outage and stays so beyond the comm-loss confirm time.</summary>
public enum CommLossPolicy
{
    Continue,
    Shutdown,
}

/// <summary>A set of power sources, terminals, nodes and linked devices. Groups nest by <see cref="Parent"/>.</summary>
/// <param name="Network">Where its hosts talk; must be the same for every group of a site.</param>
public sealed record Group(
    string Name,
    string? Parent,
    string Description,
    SiteNetwork Network,
    TimeSpan CommLossConfirmTime,
    CommLossPolicy CommLossPolicy);
