using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace PowerController.Yaml.Binding;

/// <summary>How a type of single values is written in YAML.</summary>
public abstract class ScalarForm
{
    private protected ScalarForm() { }

    /// <summary>What it is, with its article: "a duration".</summary>
    public abstract string Noun { get; }

    internal abstract Type Type { get; }

    /// <summary>The value as the configuration writes it.</summary>
    internal abstract string Show(object value);

    internal abstract int Compare(object left, object right);

    internal abstract bool TryReadObject(string text, bool isQuoted, [NotNullWhen(true)] out object? value, out string remedy);

    /// <summary>The JSON Schema of the written form: `type`, `pattern`, `enum`.</summary>
    public abstract void Describe(JsonObject schema);

    /// <summary>The value as JSON, for the default in the schema.</summary>
    internal virtual JsonNode? Json(object value) => JsonValue.Create(Show(value));
}

/// <summary>How values of <typeparamref name="T"/> are written in YAML.</summary>
public abstract class ScalarForm<T> : ScalarForm
    where T : notnull
{
    internal sealed override Type Type => typeof(T);

    /// <summary>Reads the text; when it cannot, the remedy says how to write it.</summary>
    public abstract bool TryRead(string text, [MaybeNullWhen(false)] out T value, out string remedy);

    public abstract string Write(T value);

    /// <summary>A text in quotes is refused where a number or a word is wanted; forms of texts take it.</summary>
    protected virtual bool TakesQuoted => true;

    internal sealed override int Compare(object left, object right) => Comparer<T>.Default.Compare((T)left, (T)right);

    internal sealed override string Show(object value) => Write((T)value);

    internal sealed override bool TryReadObject(string text, bool isQuoted, [NotNullWhen(true)] out object? value, out string remedy)
    {
        value = null;
        if (isQuoted && !TakesQuoted)
        {
            remedy = "Write it without quotes.";
            return false;
        }

        if (!TryRead(text, out var read, out remedy))
            return false;
        value = read;
        return true;
    }
}
