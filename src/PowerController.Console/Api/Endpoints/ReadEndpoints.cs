using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PowerController.Console.Api.Access;
using PowerController.Console.Api.Documents;
using PowerController.Console.Api.Showing;
using PowerController.Model.Checks;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Endpoints;

/// <summary>Everything that only looks.</summary>
internal static class ReadEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IOperatorDesk desk, ApiParts parts)
    {
        var checks = new CheckedSite();
        app.MapGet("/api/v1/site", (HttpContext context, CancellationToken _) => Reply.WriteAsync(context, SiteShown.Of(desk.Current), ApiJson.Default.SiteDocument))
            .Needs(ApiRole.Viewer, "getSite", "The site as it is configured, in short.").Produces<SiteDocument>();
        app.MapGet("/api/v1/status", (HttpContext context, CancellationToken _) =>
            {
                var snapshot = desk.Current;
                return Reply.WriteAsync(context, StatusShown.Of(snapshot, checks.FindingsOf(snapshot)), ApiJson.Default.StatusDocument);
            })
            .Needs(ApiRole.Viewer, "getStatus", "The whole site as it is now.").Produces<StatusDocument>();
        app.MapGet("/api/v1/ups/{name}", (HttpContext context, string name) => StatusShown.Ups(desk.Current, name) is { } ups
                ? Reply.WriteAsync(context, ups, ApiJson.Default.UpsStatus)
                : Unknown(context, "UPS", name, desk.Current.Site.Upses.Select(one => one.Name)))
            .Needs(ApiRole.Viewer, "getUps", "One UPS, with its figures and their age.").Produces<UpsStatus>().Produces<ProblemDocument>(StatusCodes.Status404NotFound);
        app.MapGet("/api/v1/runs", (HttpContext context, CancellationToken _) => Reply.WriteAsync(context, RunShown.All(desk.Current), ApiJson.Default.RunsDocument))
            .Needs(ApiRole.Viewer, "getRuns", "Open runs with their countdown, and the last closed ones.").Produces<RunsDocument>();
        app.MapGet("/api/v1/runs/{id}", (HttpContext context, string id) => RunShown.One(desk.Current, id) is { } run
                ? Reply.WriteAsync(context, run, ApiJson.Default.RunDocument)
                : Unknown(context, "run", id, RunIds(desk.Current)))
            .Needs(ApiRole.Viewer, "getRun", "One run: the plan against what happened.").Produces<RunDocument>().Produces<ProblemDocument>(StatusCodes.Status404NotFound);
        app.MapGet("/api/v1/plan", (HttpContext context, string? failure) => PlanAsync(context, desk, failure ?? "all"))
            .Needs(ApiRole.Viewer, "getPlan", "How a shutdown would go if this failed now; a failure is named by a UPS, group, disk, node or cluster, or 'all'.")
            .Produces<PlanDocument>().Produces<ProblemDocument>(StatusCodes.Status404NotFound);
        app.MapGet("/api/v1/whoami", (HttpContext context, CancellationToken _) =>
            {
                var caller = Caller.Of(context);
                return Reply.WriteAsync(context, new CallerDocument(caller.Who, caller.From, caller.Role is { } role ? Spoken.Kebab(role) : null), ApiJson.Default.CallerDocument);
            })
            .WithName("getCaller").WithSummary("Who the caller is taken for, and with which role.").Produces<CallerDocument>();
        app.MapGet("/metrics", (HttpContext context, CancellationToken _) => MetricsAsync(context, parts))
            .Needs(ApiRole.Viewer, "getMetrics", "Figures for Prometheus.").Produces<string>(StatusCodes.Status200OK, "text/plain");
    }

    /// <summary>There is nothing of that name; says which there are.</summary>
    public static Task Unknown(HttpContext context, string kind, string name, IEnumerable<string> names) =>
        Reply.ProblemAsync(context, StatusCodes.Status404NotFound, Named.Unknown(kind, name), Named.There(kind, names));

    private static Task PlanAsync(HttpContext context, IOperatorDesk desk, string failure) => Forecast.OfFailure(desk.Current, failure) is { } plan
        ? Reply.WriteAsync(context, SiteShown.Of(plan), ApiJson.Default.PlanDocument)
        : Unknown(context, "failure", failure, Forecast.FailureNames(desk.Current.Site));

    private static async Task MetricsAsync(HttpContext context, ApiParts parts)
    {
        if (parts.Metrics is not { } metrics)
        {
            await Reply.ProblemAsync(context, StatusCodes.Status404NotFound, "This program makes no metrics.", "Run the daemon: powerctl run.").ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await context.Response.WriteAsync(metrics(), context.RequestAborted).ConfigureAwait(false);
    }

    private static IEnumerable<string> RunIds(SiteSnapshot snapshot) =>
        snapshot.State.Runs.Select(run => run.Id.ToString()).Concat(snapshot.Closed.Select(report => report.Run.ToString())).Distinct(StringComparer.Ordinal);

    /// <summary>The checks take longer than a look: a large site's are made anew only when the site, or a minute, has changed.</summary>
    private sealed class CheckedSite
    {
        private static readonly TimeSpan _fresh = TimeSpan.FromMinutes(1);
        private readonly Lock _gate = new();
        private (Model.Sites.Site Site, TimeSpan At, ImmutableArray<Finding> Findings)? _last;

        public ImmutableArray<Finding> FindingsOf(SiteSnapshot snapshot)
        {
            lock (_gate)
            {
                if (_last is not { } last || !ReferenceEquals(last.Site, snapshot.Site) || snapshot.Now - last.At > _fresh)
                    _last = (snapshot.Site, snapshot.Now, Forecast.Findings(snapshot));
                return _last.Value.Findings;
            }
        }
    }
}
