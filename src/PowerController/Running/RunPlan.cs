using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Running;

/// <summary>What `run` was told.</summary>
/// <param name="Directory">Of the configuration; null for the site that is built in.</param>
/// <param name="State">Where journal, history and memory are.</param>
/// <param name="IsPassing">The state directory was made for this run alone, and goes with it.</param>
/// <param name="Self">The control terminal that this program is.</param>
/// <param name="Speed">Of time; 1 unless an outage is played.</param>
internal sealed record RunPlan(SiteConfiguration Configuration, string? Directory, string State, bool IsPassing, string Self, double Speed, string? StopCommand)
{
    /// <summary>Stands for the system's present start; null asks the system.</summary>
    public string? SystemStart { get; init; }

    public Site Site => Configuration.Site;

    /// <summary>Its UPSes are simulated; then its nodes are too.</summary>
    public bool IsSimulated => Site.Upses.Any(ups => ups.Connection is SimulatedConnection);
}
