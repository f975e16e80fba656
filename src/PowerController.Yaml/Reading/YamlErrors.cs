using System.Collections.Immutable;
using System.Globalization;

namespace PowerController.Yaml.Reading;

/// <summary>One thing that is wrong in a file.</summary>
/// <param name="Message">What is wrong, with the offending value.</param>
/// <param name="Remedy">What would be right.</param>
public sealed record YamlError(YamlPosition At, string Message, string Remedy)
{
    public override string ToString() => $"{At}: {Message} {Remedy}";
}

/// <summary>Collects everything that is wrong, so that it can be reported at once.</summary>
public sealed class YamlErrors
{
    private readonly List<YamlError> _errors = [];
    private int _left;

    public bool Any => _errors.Count > 0;

    public void Add(YamlPosition at, string message, string remedy)
    {
        if (_errors.Count < Limits.Errors)
            _errors.Add(new YamlError(at, message, remedy));
        else
            _left++;
    }

    /// <summary>The same where finding the remedy costs time (a search for what was meant): it is not looked for when nobody will see it.</summary>
    public void Add(YamlPosition at, string message, Func<string> remedy) =>
        Add(at, message, _errors.Count < Limits.Errors ? remedy() : "");

    /// <summary>All of them in the order of the files and lines; if there were too many, the last one says how many more.</summary>
    public ImmutableArray<YamlError> InOrder()
    {
        var ordered = _errors.OrderBy(error => error.At).ToImmutableArray();
        if (_left == 0)
            return ordered;
        var more = string.Create(CultureInfo.InvariantCulture, $"{_left} more errors are not shown.");
        return ordered.Add(new YamlError(YamlPosition.WholeFile(ordered[^1].At.File), more, "Correct these first."));
    }
}
