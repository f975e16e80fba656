using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PowerController.Console.Api.Documents;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Endpoints;

/// <summary>For supervisors and load balancers: no token, and no word about the site.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app, ISnapshotSource source, ApiParts parts)
    {
        app.MapGet("/health/live", (HttpContext context, CancellationToken _) => Reply.WriteAsync(context, new HealthDocument("live", "The program answers."), ApiJson.Default.HealthDocument))
            .WithName("getLive").WithSummary("The program answers.").Produces<HealthDocument>();
        app.MapGet("/health/ready", (HttpContext context, CancellationToken _) => WhyNotReady(source.Current, parts) is { } why
                ? Reply.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, new HealthDocument("not ready", why), ApiJson.Default.HealthDocument)
                : Reply.WriteAsync(context, new HealthDocument("ready", "The site is controlled."), ApiJson.Default.HealthDocument))
            .WithName("getReady").WithSummary("The loop runs, and every UPS has been asked once.").Produces<HealthDocument>().Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable);
    }

    // A UPS that does not answer has been asked: the site is watched, and its silence is an alarm of its own.
    private static string? WhyNotReady(SiteSnapshot snapshot, ApiParts parts)
    {
        if (parts.NotReady?.Invoke() is { } why)
            return why;
        if (snapshot.State.Self is null)
            return "The control terminal has not started yet.";
        for (var at = 0; at < snapshot.Upses.Length; at++)
        {
            if (snapshot.Upses[at] is { Address.Length: > 0, HeardAt: null } && snapshot.State.Upses[at].SilentSince is null)
                return "Not every UPS has been asked yet.";
        }

        return null;
    }
}
