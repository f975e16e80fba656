using System.Globalization;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>What a name may stand for.</summary>
internal enum NameOf
{
    Group,
    Ups,
    Node,
    Disk,
    Terminal,
    Cluster,
}

/// <summary>Every name of the site once, over all kinds: a name alone says what is meant.</summary>
internal sealed class Names(YamlErrors errors)
{
    private readonly SortedDictionary<string, (NameOf Kind, YamlPosition At)> _all = new(StringComparer.Ordinal);

    /// <summary>Where each thing is written.</summary>
    public IEnumerable<KeyValuePair<string, YamlPosition>> Places => _all.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.At));

    /// <summary>True when the name is new; a missing one has been complained about while reading.</summary>
    public bool Take(string name, NameOf kind, YamlPosition at)
    {
        if (name.Length == 0)
            return false;
        if (_all.TryAdd(name, (kind, at)))
            return true;
        var first = _all[name];
        var line = first.At.Line.ToString(CultureInfo.InvariantCulture);
        errors.Add(at, $"The name '{name}' is given twice: here to {Word(kind)}, in line {line} to {Word(first.Kind)}.", "Give every thing of the site a name of its own.");
        return false;
    }

    /// <summary>True when the name stands for a thing of that kind.</summary>
    /// <param name="written">What is written, for the error, when it is more than the name.</param>
    public bool Refer(Placed<string> name, NameOf kind, string? written = null)
    {
        if (IsMissing(name))
            return false;
        if (_all.TryGetValue(name.Value, out var found) && found.Kind == kind)
            return true;
        var shown = Shown.Value(written ?? name.Value);
        if (_all.ContainsKey(name.Value))
        {
            errors.Add(name.At, $"{shown} is {Word(found.Kind)}, but {Word(kind)} is needed here.", () => Candidates(name.Value, kind));
            return false;
        }

        errors.Add(name.At, $"There is no {Bare(kind)} {shown}.", () => Candidates(name.Value, kind));
        return false;
    }

    /// <summary>True when the name stands for a host: a terminal or a node.</summary>
    public bool ReferToHost(Placed<string> name)
    {
        if (IsMissing(name))
            return false;
        if (_all.TryGetValue(name.Value, out var found) && found.Kind is NameOf.Terminal or NameOf.Node)
            return true;
        errors.Add(name.At, $"There is no terminal or node {Shown.Value(name.Value)}.", () => Candidates(name.Value, NameOf.Node));
        return false;
    }

    /// <summary>Nothing usable was written; that has been complained about while reading.</summary>
    private static bool IsMissing(Placed<string> name) => string.IsNullOrEmpty(name.Value);

    private string Candidates(string written, NameOf kind)
    {
        const int Most = 8;
        var names = _all.Where(pair => pair.Value.Kind == kind).Select(pair => pair.Key).ToList();
        if (Words.Nearest(written, names) is { } meant)
            return $"Did you mean '{meant}'?";
        if (names.Count == 0)
            return $"Write {Word(kind)} first: the site has none.";
        var rest = names.Count > Most ? ", …" : "";
        return $"There are {string.Join(", ", names.Take(Most))}{rest}.";
    }

    private static string Word(NameOf kind) => "a " + Bare(kind);

    private static string Bare(NameOf kind) => kind switch
    {
        NameOf.Ups => "UPS",
        _ => Words.Kebab(kind.ToString()),
    };
}
