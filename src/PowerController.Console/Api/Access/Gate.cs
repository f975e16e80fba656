using Microsoft.AspNetCore.Http;
using PowerController.Console.Api.Documents;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Desk;

namespace PowerController.Console.Api.Access;

/// <summary>Lets a request through to its endpoint, or sends it away with what it would need. Commands that are sent away are kept for the audit.</summary>
internal sealed class Gate(IOperatorDesk desk, ApiSettings settings, Func<Model.Sites.SecretSource, string> secret, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Doorkeeper _door = new(settings, secret);
    private long _minuteBegan = time.GetTimestamp();
    private int _noted;

    public IReadOnlyList<string> Problems => Volatile.Read(ref _door).Problems;

    /// <summary>Other tokens and roles from now on.</summary>
    public void Take(ApiSettings next) => Volatile.Write(ref _door, new Doorkeeper(next, secret));

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var caller = Volatile.Read(ref _door).CallerOf(context);
        context.Features.Set(caller);
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsRole>() is not { } needs || caller.May(needs.Role))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var isCommand = needs.Role > ApiRole.Viewer;
        var wanted = $"{context.Request.Method} {context.Request.Path}";
        if (caller.Role is null)
        {
            if (isCommand || caller.Who == Doorkeeper.WrongToken)
                Note(caller, $"{wanted}: no valid token");
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Reply.ProblemAsync(context, StatusCodes.Status401Unauthorized, "This needs a token.",
                "Send the header 'Authorization: Bearer TOKEN' with a token that the configuration names under api.tokens, or use the local socket.").ConfigureAwait(false);
            return;
        }

        Note(caller, $"{wanted}: needs the role {needs.Role}, has {caller.Role}");
        await Reply.ProblemAsync(context, StatusCodes.Status403Forbidden,
            $"{caller.Who} has the role {Showing.Spoken.Kebab(caller.Role.Value)}; this needs {Showing.Spoken.Kebab(needs.Role)}.",
            caller.Who == "nobody"
                ? "Send a token of that role, or use the local socket as root or as a user who has it."
                : "Have an administrator give the role under api.socketRoles or api.tokens of site.yaml, or ask as root.").ConfigureAwait(false);
    }

    /// <summary>Keeps for the audit that somebody was sent away; not more often than people can read.</summary>
    public void Note(Caller caller, string what)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_minuteBegan) >= TimeSpan.FromMinutes(1))
            {
                _minuteBegan = time.GetTimestamp();
                _noted = 0;
            }

            if (++_noted > Limits.TurnedAwayNoted)
                return;
            if (_noted == Limits.TurnedAwayNoted)
                what += "; more of this minute is not kept";
        }

        desk.NoteTurnedAway(caller.Who, caller.From, what);
    }
}
