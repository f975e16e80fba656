using Microsoft.AspNetCore.OpenApi;

namespace PowerController.Console.Api;

/// <summary>The API's own description, at /api/v1/openapi.json.</summary>
internal static class ApiDescription
{
    public const string Name = "v1";

    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "PowerController";
        document.Info.Version = Name;
        document.Info.Description =
            "Looks at a running PowerController and asks it for things. Over TCP send 'Authorization: Bearer TOKEN'; on the local socket the kernel says who you are. "
            + "Durations are seconds, moments are UTC. Whatever is refused comes with 'error' and 'remedy'.";
        document.Servers?.Clear();
        return Task.CompletedTask;
    });
}
