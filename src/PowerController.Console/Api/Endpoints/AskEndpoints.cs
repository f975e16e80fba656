using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PowerController.Console.Api.Access;
using PowerController.Console.Api.Asking;
using PowerController.Console.Api.Documents;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Desk;

namespace PowerController.Console.Api.Endpoints;

/// <summary>Everything that asks for something. Each is answered with the plan that will be followed.</summary>
internal static class AskEndpoints
{
    public const string Path = "/api/v1/requests/";

    public static void Map(IEndpointRouteBuilder app, IOperatorDesk desk, Gate gate, TimeProvider time)
    {
        foreach (var kind in AskKind.All)
        {
            app.MapPost(Path + kind.Name, (HttpContext context, CancellationToken _) => TakeAsync(context, desk, gate, kind, time))
                .Needs(kind.Needs, kind.Name, kind.Summary)
                .Accepts<AskDocument>(Reply.Json)
                .Produces<AskedDocument>()
                .Produces<AskedDocument>(StatusCodes.Status409Conflict)
                .Produces<ProblemDocument>(StatusCodes.Status400BadRequest)
                .Produces<ProblemDocument>(StatusCodes.Status404NotFound);
        }

        app.MapPost("/api/v1/reload", (HttpContext context, CancellationToken _) => ReloadAsync(context, desk, time))
            .Needs(ApiRole.Admin, "reload", "Read the configuration again: all of it, or nothing.")
            .Produces<AskedDocument>().Produces<AskedDocument>(StatusCodes.Status409Conflict);
    }

    private static async Task TakeAsync(HttpContext context, IOperatorDesk desk, Gate gate, AskKind kind, TimeProvider time)
    {
        var caller = Caller.Of(context);
        try
        {
            var ask = await ReadAsync(context).ConfigureAwait(false);
            Ask.RefuseOthers(kind, ask);
            var wanted = kind.Make(desk.Current, ask);
            if (ask.DryRun)
                await Reply.WriteAsync(context, new AskedDocument(true, "Nothing is done: this is what would happen.", wanted.Plan, null), ApiJson.Default.AskedDocument).ConfigureAwait(false);
            else
                await CarryOutAsync(context, desk, caller, wanted, time).ConfigureAwait(false);
        }
        catch (WrongAsk wrong)
        {
            gate.Note(caller, $"{kind.Name}: {wrong.Message}");
            await Reply.ProblemAsync(context, wrong.IsUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, wrong.Message, wrong.Remedy).ConfigureAwait(false);
        }
        catch (JsonException wrong)
        {
            gate.Note(caller, $"{kind.Name}: the body is no such JSON");
            await Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, $"The body is not the JSON that is wanted: {wrong.Message}", "See /api/v1/openapi.json for what is understood.").ConfigureAwait(false);
        }
    }

    private static async Task<AskDocument> ReadAsync(HttpContext context)
    {
        // A form that a page sends through somebody's browser is not JSON.
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("The body must be JSON, and its Content-Type must say so.", StatusCodes.Status415UnsupportedMediaType);
        return await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Default.AskDocument, context.RequestAborted).ConfigureAwait(false)
            ?? throw new JsonException("null is no request.");
    }

    private static async Task CarryOutAsync(HttpContext context, IOperatorDesk desk, Caller caller, Wanted wanted, TimeProvider time)
    {
        // What has been asked is asked: the caller's going away does not take it back.
        using var late = new CancellationTokenSource(wanted.Command is null ? Limits.AnswerWithin : Limits.UpsAnswerWithin, time);
        try
        {
            var answer = wanted.Command is { } command
                ? await desk.CommandUpsAsync(caller.Who, caller.From, command, late.Token).ConfigureAwait(false)
                : await desk.AskAsync(caller.Who, caller.From, wanted.Request!, late.Token).ConfigureAwait(false);
            await AnswerAsync(context, answer, wanted.Plan, RunOf(desk, wanted)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            await LateAsync(context).ConfigureAwait(false);
        }
    }

    private static async Task ReloadAsync(HttpContext context, IOperatorDesk desk, TimeProvider time)
    {
        var caller = Caller.Of(context);
        using var late = new CancellationTokenSource(Limits.AnswerWithin, time);
        try
        {
            await AnswerAsync(context, await desk.ReloadAsync(caller.Who, caller.From, late.Token).ConfigureAwait(false), null, null).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            await LateAsync(context).ConfigureAwait(false);
        }
    }

    private static Task AnswerAsync(HttpContext context, Answer answer, AskPlan? plan, string? run) => Reply.WriteAsync(
        context, answer.Accepted ? StatusCodes.Status200OK : StatusCodes.Status409Conflict,
        new AskedDocument(answer.Accepted, answer.Text, answer.Accepted ? plan : null, answer.Accepted ? run : null), ApiJson.Default.AskedDocument);

    private static Task LateAsync(HttpContext context) => Reply.ProblemAsync(context, StatusCodes.Status504GatewayTimeout,
        "There was no answer in time; it may still be carried out.", "Look at 'powerctl events' and 'powerctl status' before asking again.");

    private static string? RunOf(IOperatorDesk desk, Wanted wanted)
    {
        var state = desk.Current.State;
        var unit = wanted.Request switch
        {
            Model.Events.ShutDown down => state.Topology.Unit(down.Unit),
            Model.Events.Reboot reboot => state.Topology.Unit(reboot.Unit),
            Model.Events.Start start => state.Topology.Unit(start.Unit),
            Model.Events.ShutDownNode node => state.Topology.Nodes[state.Topology.Node(node.Node)].Unit,
            _ => -1,
        };
        return state.Runs.LastOrDefault(run => run.Unit == unit)?.Id.ToString();
    }
}
