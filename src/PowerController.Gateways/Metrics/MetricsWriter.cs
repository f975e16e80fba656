using System.Globalization;
using System.Text;

namespace PowerController.Gateways.Metrics;

/// <summary>Prometheus' text format: a family with its help and type, then its samples.</summary>
internal sealed class MetricsWriter
{
    private readonly StringBuilder _text = new();
    private string _family = "";

    public void Family(string name, string type, string help)
    {
        _family = name;
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
    }

    public void Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_family);
        if (labels.Length > 0)
        {
            _text.Append('{');
            for (var at = 0; at < labels.Length; at++)
            {
                _text.Append(at == 0 ? "" : ",").Append(labels[at].Name).Append("=\"");
                Escaped(labels[at].Value);
                _text.Append('"');
            }

            _text.Append('}');
        }

        _text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    public override string ToString() => _text.ToString();

    private void Escaped(string value)
    {
        foreach (var character in value)
            _text.Append(character switch { '\\' => "\\\\", '"' => "\\\"", '\n' => "\\n", _ => character.ToString() });
    }
}
