using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PowerController.Yaml.Reading;

/// <summary>The YAML parser, with its own defects turned into syntax errors at the place it had come to.</summary>
/// <remarks>
/// Found by random input: for some malformed texts it throws InvalidOperationException and the like out of its scanner instead of its own
/// exception. Bad input must give a clear error, whoever's defect it meets.
/// </remarks>
internal sealed class CarefulParser(string text) : IParser
{
    private readonly Parser _parser = new(new Scanner(new StringReader(text), skipComments: true));

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        var reached = Current?.End ?? Mark.Empty;
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception defect) when (defect is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException
            or OverflowException or NullReferenceException)
        {
            throw new YamlException(reached, reached, "Cannot be understood.", defect);
        }
    }
}
