using System.CommandLine;
using System.Net;
using PowerController.CommandLine;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Diagnosis;

/// <summary>`powerctl snmp get|walk|set`: what a card says, object by object.</summary>
internal static class SnmpCommand
{
    private const string Examples =
        """
        Examples:
          powerctl snmp get 172.16.134.22 1.3.6.1.2.1.1.2.0 1.3.6.1.2.1.33.1.2.4.0
          powerctl snmp walk 172.16.134.22 1.3.6.1.2.1.33 --community-file keys/read
          powerctl snmp walk 172.16.134.22 1.3.6.1.2.1.1 --v3 power --auth sha256 --auth-file keys/a --priv aes128 --priv-file keys/p
          powerctl snmp set 172.16.134.22 1.3.6.1.2.1.33.1.9.7.0 i 2 --community-file keys/write

        Types of 'set': 
        """;

    public static Command Create() => new("snmp", "Ask a card by SNMP, for diagnosis.")
    {
        Reading("get", "Read objects.", (client, target, names, cancel) => client.GetAsync(target, names, cancel)),
        Reading("walk", "Read everything below an object.", WalkAll),
        Setting(),
    };

    private static DocumentedCommand Reading(
        string name, string summary, Func<SnmpClient, SnmpTarget, IReadOnlyList<Oid>, CancellationToken, Task<SnmpReply>> read)
    {
        var access = new SnmpAccessOptions();
        var address = Address();
        var objects = new Argument<string[]>("OID") { Description = "Object identifiers, 1.3.6.1.2.1.1.2.0 say", Arity = ArgumentArity.OneOrMore };
        var command = new DocumentedCommand(name, summary, Examples.TrimEnd() + " " + SnmpText.Types) { address, objects, Json.Option };
        access.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var screen = Screen.OfProcess(parsed);
            var names = new List<Oid>();
            foreach (var text in parsed.GetRequiredValue(objects))
            {
                if (!Oid.TryParse(text, out var oid))
                    return screen.Refuse($"'{text}' is no object identifier. Write numbers with dots: 1.3.6.1.2.1.1.2.0.");
                names.Add(oid);
            }

            return await AskAsync(parsed, screen, access, parsed.GetRequiredValue(address), (client, target) => read(client, target, names, cancel));
        });
        return command;
    }

    private static DocumentedCommand Setting()
    {
        var access = new SnmpAccessOptions();
        var address = Address();
        var name = new Argument<string>("OID") { Description = "Object identifier" };
        var type = new Argument<string>("TYPE") { Description = SnmpText.Types };
        var value = new Argument<string>("VALUE") { Description = "The new value" };
        var command = new DocumentedCommand("set", "Write an object. The card may obey at once: be sure what it does.", Examples.TrimEnd() + " " + SnmpText.Types)
        {
            address, name, type, value, Json.Option,
        };
        access.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var screen = Screen.OfProcess(parsed);
            if (!Oid.TryParse(parsed.GetRequiredValue(name), out var oid))
                return screen.Refuse($"'{parsed.GetRequiredValue(name)}' is no object identifier. Write numbers with dots: 1.3.6.1.2.1.1.2.0.");
            if (SnmpText.Read(parsed.GetRequiredValue(type), parsed.GetRequiredValue(value), out var written) is { } wrong)
                return screen.Refuse(wrong);
            return await AskAsync(parsed, screen, access, parsed.GetRequiredValue(address),
                (client, target) => client.SetAsync(target, [new VarBind(oid, written)], cancel: cancel));
        });
        return command;
    }

    private static Argument<string> Address() => new("ADDRESS") { Description = "Address of the card" };

    private static async Task<int> AskAsync(
        ParseResult parsed, Screen screen, SnmpAccessOptions access, string address, Func<SnmpClient, SnmpTarget, Task<SnmpReply>> ask)
    {
        if (!IPAddress.TryParse(address, out var ip))
            return screen.Refuse($"'{address}' is no IP address.");
        if (access.Credentials(parsed, screen) is not { } credentials)
            return ExitCodes.WrongUsage;
        using var client = new SnmpClient();
        var reply = await ask(client, new SnmpTarget(new IPEndPoint(ip, access.Port(parsed)), credentials) { Timeout = access.Timeout(parsed) });
        // Of a request that failed only what was really answered is shown.
        if (!reply.Succeeded)
            reply = reply with { VarBinds = [.. reply.VarBinds.Where(found => !found.Value.IsException)] };
        if (parsed.GetValue(Json.Option))
            WriteJson(screen, reply);
        else
            Write(screen, reply);
        if (!reply.Succeeded)
            screen.Error.WriteLine($"{address}: {reply.Failure.Describe()}");
        return ExitCode(reply);
    }

    // A walk that breaks off has both: what it read, and why it ended.
    private static async Task<SnmpReply> WalkAll(SnmpClient client, SnmpTarget target, IReadOnlyList<Oid> roots, CancellationToken cancel)
    {
        var all = new SnmpReply(SnmpFailure.None, [], TimeSpan.Zero);
        foreach (var root in roots)
        {
            var part = await client.WalkAsync(target, root, cancel);
            all = new SnmpReply(part.Failure, all.VarBinds.AddRange(part.VarBinds), all.RoundTrip + part.RoundTrip);
            if (!part.Succeeded)
                break;
        }

        return all;
    }

    private static void Write(Screen screen, SnmpReply reply)
    {
        foreach (var found in reply.VarBinds)
            screen.Line(found.Value.IsException ? $"{found.Name} {found.Value}" : $"{found.Name} = {found.Value.Type}: {found.Value}");
        if (reply.Succeeded && reply.VarBinds.Length == 0)
            screen.Line("Nothing is there.");
    }

    private static void WriteJson(Screen screen, SnmpReply reply) => Json.Write(screen.Output, json =>
    {
        json.WriteStartObject();
        json.WriteString("failure", reply.Succeeded ? null : reply.Failure.Kind.ToString());
        json.WriteString("message", reply.Succeeded ? null : reply.Failure.Describe());
        json.WriteStartArray("values");
        foreach (var found in reply.VarBinds)
        {
            json.WriteStartObject();
            json.WriteString("oid", found.Name.ToString());
            json.WriteString("type", found.Value.Type.ToString());
            json.WriteString("value", found.Value.IsException ? null : found.Value.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static int ExitCode(SnmpReply reply) => reply.Failure.Kind switch
    {
        SnmpFailureKind.None => reply.VarBinds.Any(found => found.Value.IsException) ? ExitCodes.FoundWanting : ExitCodes.Done,
        SnmpFailureKind.ErrorStatus => reply.Failure.Status is SnmpErrorStatus.NoAccess or SnmpErrorStatus.NotWritable or SnmpErrorStatus.ReadOnly or SnmpErrorStatus.AuthorizationError
            ? ExitCodes.NotAllowed
            : ExitCodes.FoundWanting,
        SnmpFailureKind.UnknownUser or SnmpFailureKind.WrongDigest or SnmpFailureKind.DecryptionError or SnmpFailureKind.UnsupportedSecurityLevel => ExitCodes.NotAllowed,
        SnmpFailureKind.RequestTooLarge or SnmpFailureKind.NotInThisVersion => ExitCodes.WrongUsage,
        _ => ExitCodes.NotReachable,
    };
}
