using System.Text.Json;
using System.Text.Json.Serialization;

namespace PowerController.Console.Api.Documents;

/// <summary>How the API's documents become JSON, for both sides. Written when the program is built: no reflection while it starts.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(UpsStatus))]
[JsonSerializable(typeof(UpsStatus[]))]
[JsonSerializable(typeof(RunsDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(AskDocument))]
[JsonSerializable(typeof(AskedDocument))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(EventsDocument))]
[JsonSerializable(typeof(SiteDocument))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(CallerDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(string))]
public sealed partial class ApiJson : JsonSerializerContext;
