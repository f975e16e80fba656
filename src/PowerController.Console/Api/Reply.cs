using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using PowerController.Console.Api.Documents;

namespace PowerController.Console.Api;

/// <summary>Answers in JSON.</summary>
internal static class Reply
{
    public const string Json = "application/json";

    public static Task ProblemAsync(HttpContext context, int status, string error, string remedy) =>
        WriteAsync(context, status, new ProblemDocument(error, remedy), ApiJson.Default.ProblemDocument);

    public static Task WriteAsync<T>(HttpContext context, T document, JsonTypeInfo<T> form) => WriteAsync(context, StatusCodes.Status200OK, document, form);

    public static async Task WriteAsync<T>(HttpContext context, int status, T document, JsonTypeInfo<T> form)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, form);
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        context.Response.ContentLength = bytes.Length;
        // What was true a moment ago may not be now.
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }
}
