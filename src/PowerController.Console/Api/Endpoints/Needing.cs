using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PowerController.Console.Api.Access;
using PowerController.Console.Api.Documents;
using PowerController.Runtime.Configuration;

namespace PowerController.Console.Api.Endpoints;

/// <summary>What is said of an endpoint, for the gate and for the description.</summary>
internal static class Needing
{
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, ApiRole role, string name, string summary)
    {
        endpoint.WithMetadata(new NeedsRole(role)).WithName(name).WithSummary($"{summary} Needs the role {Showing.Spoken.Kebab(role)}.");
        return endpoint
            .Produces<ProblemDocument>(StatusCodes.Status401Unauthorized)
            .Produces<ProblemDocument>(StatusCodes.Status403Forbidden);
    }
}
