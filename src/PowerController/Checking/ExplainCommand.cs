using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Decisions.Checks;

namespace PowerController.Checking;

/// <summary>`powerctl explain`: the page behind a finding's code.</summary>
internal static class ExplainCommand
{
    private const string Summary = "Explain a finding of 'powerctl check'; without a code, list every rule.";

    private const string More =
        """
        Examples:
          powerctl explain PC0101
          powerctl explain
        """;

    public static Command Create()
    {
        var code = new Argument<string?>("code") { Description = "The finding's code, PC0101 say", Arity = ArgumentArity.ZeroOrOne, HelpName = "CODE" };
        code.CompletionSources.Add(_ => CheckRules.ByCode.Keys.Select(known => new System.CommandLine.Completions.CompletionItem(known)));
        var command = new DocumentedCommand("explain", Summary, More) { code, Json.Option };
        command.SetAction(parsed =>
        {
            var screen = Screen.OfProcess(parsed);
            var asJson = parsed.GetValue(Json.Option);
            if (parsed.GetValue(code) is not { } wanted)
                return List(screen, asJson);
            if (!CheckRules.ByCode.TryGetValue(wanted, out var rule))
                return screen.Refuse($"There is no rule '{wanted}'.{Suggestion.DidYouMean(wanted, CheckRules.ByCode.Keys)} 'powerctl explain' lists them.");
            if (asJson)
                Json.Write(screen.Output, json => Write(json, rule));
            else
                Explain(screen, rule);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Explain(Screen screen, CheckRule rule)
    {
        screen.Line(screen.Bold($"{rule.Code}: {rule.Title}") + $" ({Severity(rule)})");
        screen.Line();
        foreach (var line in Wrapped(rule.Why, screen.Width))
            screen.Line(line);
    }

    private static int List(Screen screen, bool asJson)
    {
        if (asJson)
        {
            Json.Write(screen.Output, json =>
            {
                json.WriteStartArray();
                foreach (var rule in CheckRules.ByCode.Values)
                    Write(json, rule);
                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        var table = new TextTable("code", "severity", "rule");
        foreach (var rule in CheckRules.ByCode.Values)
            table.Add(rule.Code, Severity(rule), rule.Title);
        table.WriteTo(screen, "");
        return ExitCodes.Done;
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, CheckRule rule)
    {
        json.WriteStartObject();
        json.WriteString("code", rule.Code);
        json.WriteString("severity", Severity(rule));
        json.WriteString("title", rule.Title);
        json.WriteString("why", rule.Why);
        json.WriteEndObject();
    }

    private static string Severity(CheckRule rule) => rule.Severity.ToString().ToLowerInvariant();

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length + 1 > width && line.Length > 0)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
