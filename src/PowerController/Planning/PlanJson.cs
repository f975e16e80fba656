using System.Collections.Immutable;
using System.Text.Json;
using PowerController.CommandLine;
using PowerController.Model.Plans;

namespace PowerController.Planning;

/// <summary>A plan for programs.</summary>
internal static class PlanJson
{
    public static void Write(TextWriter output, Plan plan) => Json.Write(output, json => Write(json, plan));

    public static void Write(TextWriter output, ImmutableArray<Plan> plans) => Json.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var plan in plans)
            Write(json, plan);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject();
        json.WriteString("failure", plan.Failure);
        json.WriteStartArray("steps");
        foreach (var step in plan.Steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Name);
            json.WriteString("target", step.Target);
            json.WriteString("actor", step.Actor);
            json.Seconds("earliestSeconds", step.Earliest);
            json.Seconds("latestSeconds", step.Latest);
            json.WriteString("because", step.Because);
            json.WriteBoolean("critical", step.Critical);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Seconds("terminalAliveSeconds", plan.TerminalAlive);
        json.Seconds("pointOfNoReturnSeconds", plan.PointOfNoReturn);
        json.WriteStartArray("ups");
        foreach (var need in plan.Upses)
        {
            json.WriteStartObject();
            json.WriteString("name", need.Ups);
            json.Seconds("requiredSeconds", need.Required);
            json.Seconds("availableSeconds", need.Available);
            json.Seconds("slackSeconds", need.Slack);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
