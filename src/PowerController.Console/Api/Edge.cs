using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PowerController.Console.Api;

/// <summary>The outermost step: whatever goes wrong within becomes an answer, and the server goes on.</summary>
internal sealed partial class Edge(ILogger log)
{
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response.StatusCode >= StatusCodes.Status400BadRequest)
                await NothingFitsAsync(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException wrong)
        {
            await AnswerAsync(context, wrong.StatusCode, wrong.Message,
                wrong.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"A request is at most {Limits.RequestBytes} bytes." : "See /api/v1/openapi.json for what is understood.").ConfigureAwait(false);
        }
        catch (JsonException wrong)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, $"The body is not the JSON that is wanted: {wrong.Message}", "See /api/v1/openapi.json for what is understood.").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
        catch (IOException)
        {
            // Likewise.
        }
        catch (Exception defect)
        {
            Failed(log, context.Request.Method, context.Request.Path, defect);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, "PowerController failed by a fault of its own at this request.", "The site is controlled all the same. Please report it, with the log.").ConfigureAwait(false);
        }
    }

    // Routing found nothing, and says so by its number alone.
    private static Task NothingFitsAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status405MethodNotAllowed => AnswerAsync(context, StatusCodes.Status405MethodNotAllowed,
            $"{context.Request.Path} does not take {context.Request.Method}.", "See /api/v1/openapi.json for what it takes."),
        StatusCodes.Status415UnsupportedMediaType => AnswerAsync(context, StatusCodes.Status415UnsupportedMediaType,
            "The body must be JSON, and its Content-Type must say so.", "Send 'Content-Type: application/json'."),
        var status => AnswerAsync(context, status, $"There is nothing at {context.Request.Path}.", "See /api/v1/openapi.json for what there is."),
    };

    private static Task AnswerAsync(HttpContext context, int status, string error, string remedy) =>
        context.Response.HasStarted ? Task.CompletedTask : Reply.ProblemAsync(context, status, error, remedy);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private static partial void Failed(ILogger log, string method, PathString path, Exception defect);
}
