using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Runtime.Journal;

/// <summary>A time as its ticks: nothing is lost, and nothing is parsed.</summary>
internal sealed class TicksForm : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Ticks);
}

/// <summary>`7.12`.</summary>
internal sealed class RunIdForm : JsonConverter<RunId>
{
    public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    public static RunId Parse(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        if (point < 0)
            throw new JsonException("A run is named TERM.NUMBER.");
        return new RunId(long.Parse(text[..point], CultureInfo.InvariantCulture), int.Parse(text[(point + 1)..], CultureInfo.InvariantCulture));
    }
}

/// <summary>`7.12#3`.</summary>
internal sealed class EffectIdForm : JsonConverter<EffectId>
{
    public override EffectId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString().AsSpan();
        var mark = text.IndexOf('#');
        if (mark < 0)
            throw new JsonException("An effect is named RUN#NUMBER.");
        return new EffectId(RunIdForm.Parse(text[..mark]), int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture));
    }

    public override void Write(Utf8JsonWriter writer, EffectId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>The plan's times follow from the site: whoever reads a state computes them.</summary>
internal sealed class SiteTimesForm : JsonConverter<SiteTimes>
{
    public override SiteTimes? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, SiteTimes value, JsonSerializerOptions options) => writer.WriteNullValue();
}

/// <summary>A topology is its site.</summary>
internal sealed class TopologyForm : JsonConverter<Topology>
{
    public override Topology? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<Site>(ref reader, options) is { } site ? new Topology(site) : null;

    public override void Write(Utf8JsonWriter writer, Topology value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Site, options);
}

/// <summary>A command is as it was written.</summary>
internal sealed class CommandLineForm : JsonConverter<CommandLine>
{
    public override CommandLine Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CommandLine.Read(reader.GetString() ?? "", out var problem) ?? throw new FormatException(problem);

    public override void Write(Utf8JsonWriter writer, CommandLine value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}

internal sealed class TableForm : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Table<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Rows<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    private sealed class Rows<T> : JsonConverter<Table<T>>
        where T : class
    {
        public override Table<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Table<T>.Of(JsonSerializer.Deserialize<List<T>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, Table<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var row in value)
                JsonSerializer.Serialize(writer, row, options);
            writer.WriteEndArray();
        }
    }
}

/// <summary>A quantity is its number; the member's name says of what.</summary>
internal sealed class UnitForm : JsonConverterFactory
{
    private static readonly Dictionary<Type, JsonConverter> _forms = new()
    {
        [typeof(Volts)] = new Quantity<Volts>(value => new Volts(value), volts => volts.Value),
        [typeof(Amperes)] = new Quantity<Amperes>(value => new Amperes(value), amperes => amperes.Value),
        [typeof(Watts)] = new Quantity<Watts>(value => new Watts(value), watts => watts.Value),
        [typeof(Hertz)] = new Quantity<Hertz>(value => new Hertz(value), hertz => hertz.Value),
        [typeof(Celsius)] = new Quantity<Celsius>(value => new Celsius(value), celsius => celsius.Value),
        [typeof(Percent)] = new Quantity<Percent>(value => new Percent(value), percent => percent.Value),
    };

    public override bool CanConvert(Type typeToConvert) => _forms.ContainsKey(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => _forms[typeToConvert];

    private sealed class Quantity<T>(Func<double, T> make, Func<T, double> number) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => make(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(number(value));
    }
}
