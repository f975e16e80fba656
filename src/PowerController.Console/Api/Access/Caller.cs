using Microsoft.AspNetCore.Http;
using PowerController.Runtime.Configuration;

namespace PowerController.Console.Api.Access;

/// <summary>Who calls, for the audit, and what he may do; null may nothing.</summary>
internal sealed record Caller(string Who, string From, ApiRole? Role)
{
    /// <summary>Whom the gate has let in.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? throw new InvalidOperationException("The gate was not passed.");

    public bool May(ApiRole needed) => Role >= needed;
}

/// <summary>Marks what an endpoint asks of its caller; without it everybody is served.</summary>
internal sealed record NeedsRole(ApiRole Role);
