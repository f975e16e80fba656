using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PowerController.Console.Api.Documents;
using PowerController.Console.Api.Showing;
using PowerController.Model.Diary;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Desk;

namespace PowerController.Console.Api.Endpoints;

/// <summary>The diary: the last entries as JSON, and new ones as server-sent events.</summary>
internal static class EventEndpoints
{
    private const string Stream = "text/event-stream";

    public static void Map(IEndpointRouteBuilder app, IOperatorDesk desk, TimeProvider time)
    {
        var followers = new FollowerCount();
        var stopping = app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        app.MapGet("/api/v1/events", (HttpContext context, string? after, string? since) => ReadAsync(context, desk, after, since))
            .Needs(ApiRole.Viewer, "getEvents", "The last events; 'after' a number, or 'since' a moment (2026-05-04T03:02:01Z).").Produces<EventsDocument>().Produces<ProblemDocument>(StatusCodes.Status400BadRequest);
        app.MapGet("/api/v1/events/stream", (HttpContext context, string? after) => FollowAsync(context, desk, followers, after, time, stopping))
            .Needs(ApiRole.Viewer, "followEvents", "Events as they happen, as server-sent events; goes on after Last-Event-ID, or 'after'.")
            .Produces<string>(StatusCodes.Status200OK, Stream).Produces<ProblemDocument>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Task ReadAsync(HttpContext context, IOperatorDesk desk, string? after, string? since)
    {
        var number = 0L;
        if (after is not null && !IsNumber(after, out number))
            return BadNumber(context, after);
        DateTimeOffset moment = default;
        if (since is not null && !DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment))
            return Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, $"'{since}' is no moment.", "Write it like 2026-05-04T03:02:01Z.");
        return Reply.WriteAsync(context, EventShown.Recent(desk.Current, number, since is null ? null : moment), ApiJson.Default.EventsDocument);
    }

    private static async Task FollowAsync(
        HttpContext context, IOperatorDesk desk, FollowerCount followers, string? after, TimeProvider time, CancellationToken stopping)
    {
        var asked = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : after;
        // Who names no number wants what comes from now on.
        var number = desk.Current.Recent is { Length: > 0 } recent ? recent[^1].Number : 0;
        if (asked is not null && !IsNumber(asked, out number))
        {
            await BadNumber(context, asked).ConfigureAwait(false);
            return;
        }

        if (!followers.Enter())
        {
            await Reply.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, $"{Limits.Followers} readers follow already.", "End one of them, or ask /api/v1/events?after=N now and then.").ConfigureAwait(false);
            return;
        }

        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            context.Response.ContentType = Stream;
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.Body.FlushAsync(leaves.Token).ConfigureAwait(false);
            await SendAsync(context, desk, number, time, leaves.Token).ConfigureAwait(false);
        }
        catch (ReaderStopped)
        {
            context.Abort();
        }
        catch (OperationCanceledException) when (leaves.IsCancellationRequested)
        {
            // The reader has gone, or the program goes.
        }
        finally
        {
            followers.Leave();
        }
    }

    private static async Task SendAsync(HttpContext context, IOperatorDesk desk, long after, TimeProvider time, CancellationToken leaves)
    {
        var entries = desk.FollowAsync(after, leaves).GetAsyncEnumerator(leaves);
        await using (entries.ConfigureAwait(false))
        {
            var next = entries.MoveNextAsync().AsTask();
            while (true)
            {
                try
                {
                    if (!await next.WaitAsync(Limits.FollowersPulse, time, leaves).ConfigureAwait(false))
                        return;
                }
                catch (TimeoutException)
                {
                    await WriteAsync(context, ":\n\n", time, leaves).ConfigureAwait(false);
                    continue;
                }

                if (entries.Current.Number > after)
                {
                    after = entries.Current.Number;
                    await WriteAsync(context, TextOf(entries.Current), time, leaves).ConfigureAwait(false);
                }

                next = entries.MoveNextAsync().AsTask();
            }
        }
    }

    // A reader that does not read makes this wait. Kestrel's own patience grows with every byte that it has buffered, to hours.
    private static async Task WriteAsync(HttpContext context, string text, TimeProvider time, CancellationToken leaves)
    {
        try
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), leaves).AsTask().WaitAsync(Limits.FollowersPatience, time, leaves).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(leaves).WaitAsync(Limits.FollowersPatience, time, leaves).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ReaderStopped();
        }
    }

    private static string TextOf(DiaryEntry entry)
    {
        var shown = EventShown.Of(entry);
        return string.Create(CultureInfo.InvariantCulture, $"id: {shown.Number}\nevent: {shown.Kind}\ndata: {JsonSerializer.Serialize(shown, ApiJson.Default.EventDocument)}\n\n");
    }

    private static bool IsNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static Task BadNumber(HttpContext context, string text) =>
        Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, $"'{text}' is no number of an event.", "Give the number of the last event that is known, or 0.");

    /// <summary>It follows, and does not read.</summary>
    private sealed class ReaderStopped : Exception;

    private sealed class FollowerCount
    {
        private int _now;

        public bool Enter()
        {
            if (Interlocked.Increment(ref _now) <= Limits.Followers)
                return true;
            Leave();
            return false;
        }

        public void Leave() => Interlocked.Decrement(ref _now);
    }
}
