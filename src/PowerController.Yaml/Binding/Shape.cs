using System.Text.Json.Nodes;
using PowerController.Yaml.Reading;
using PowerController.Yaml.Schema;

namespace PowerController.Yaml.Binding;

/// <summary>How one type is written: reads nodes into its values and describes itself for the schema.</summary>
internal abstract class Shape
{
    /// <summary>What is expected, with its article: "a list".</summary>
    public abstract string Expected { get; }

    /// <summary>How to write it, as a sentence.</summary>
    public abstract string Remedy { get; }

    /// <summary>What holds when nothing is written: an empty list is nothing; null says that something must be written.</summary>
    public virtual object? Nothing => null;

    /// <summary>The value, or null after complaining.</summary>
    /// <param name="key">The key it stands under, for errors.</param>
    public abstract object? Bind(YamlNode node, string key, YamlErrors errors);

    public abstract JsonObject Describe(SchemaWriter schema);

    protected object? Unexpected(YamlNode node, string key, YamlErrors errors)
    {
        if (node is not YamlRefused)
            errors.Add(node.At, $"'{key}' must be {Expected}, not {node.Kind}.", Remedy);
        return null;
    }
}

/// <summary>A member that wants the node itself, to read it in a way of its own.</summary>
internal sealed class NodeShape : Shape
{
    public override string Expected => "anything";

    public override string Remedy => "";

    public override object? Bind(YamlNode node, string key, YamlErrors errors) => node;

    public override JsonObject Describe(SchemaWriter schema) => [];
}
