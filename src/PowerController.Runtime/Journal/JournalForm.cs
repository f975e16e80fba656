using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Diary;

namespace PowerController.Runtime.Journal;

/// <summary>How events, states and what hosts hand over are written: JSON, by contracts that stand here and not in the model.</summary>
/// <remarks>
/// By name and not by position, so that a later version reads what an earlier one wrote: a new member has its parameter's default, a new list is empty, a member that is gone is
/// skipped. What one version can not read at all is set aside with an alarm.
/// </remarks>
public static class JournalForm
{
    private static readonly JsonSerializerOptions _options = Make();

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, _options);

    /// <summary>Null when it is nothing that this program understands.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, _options);
        }
        catch (Exception unfit) when (unfit is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or FormatException
            // Rows that name what is not there: a site or a state that cannot be put together.
            or KeyNotFoundException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ClosedSets.NameCases, MissingLists.AreEmpty } },
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // What is computed from the rest is not kept.
            IgnoreReadOnlyProperties = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            MaxDepth = 64,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new TicksForm());
        options.Converters.Add(new RunIdForm());
        options.Converters.Add(new EffectIdForm());
        options.Converters.Add(new SiteTimesForm());
        options.Converters.Add(new TopologyForm());
        options.Converters.Add(new CommandLineForm());
        options.Converters.Add(new TableForm());
        options.Converters.Add(new UnitForm());
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>What a segment begins with: everything that is needed to go on from there.</summary>
public sealed record Checkpoint(SiteState State, Pages Pages);

/// <summary>The runs of a master, for the terminals that stand by; of one that stands by, those that the master may not know of.</summary>
/// <param name="Digest">Of the configuration: runs name what they are about by its place in it.</param>
/// <param name="Now">When it was said, on the master's clock, to which all moments in it belong.</param>
public sealed record RunsSaid(string Digest, TimeSpan Now, System.Collections.Immutable.ImmutableArray<Run> Runs, Operation Operation = Operation.Auto)
{
    /// <summary>Committed runs of the master that have ended.</summary>
    public System.Collections.Immutable.ImmutableArray<RunId> Closed { get; init; } = [];
}

/// <summary>An event whose decision failed: it is not decided again.</summary>
public sealed record Skipped(long Sequence, string Why);

/// <summary>An event as a member of what is written.</summary>
public sealed record Happened(PowerEvent Event);
