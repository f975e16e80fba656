using System.Globalization;

namespace PowerController.Yaml.Reading;

/// <summary>Where something is written. Lines and columns count from 1; line 0 means the file as a whole.</summary>
public readonly record struct YamlPosition(string File, int Line, int Column) : IComparable<YamlPosition>
{
    public static YamlPosition WholeFile(string file) => new(file, 0, 0);

    public int CompareTo(YamlPosition other)
    {
        var byFile = string.CompareOrdinal(File, other.File);
        if (byFile != 0)
            return byFile;
        var byLine = Line.CompareTo(other.Line);
        return byLine != 0 ? byLine : Column.CompareTo(other.Column);
    }

    public static bool operator <(YamlPosition left, YamlPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(YamlPosition left, YamlPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(YamlPosition left, YamlPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(YamlPosition left, YamlPosition right) => left.CompareTo(right) >= 0;

    /// <summary>`site.yaml:12:7`, as compilers write it and editors follow it.</summary>
    public override string ToString() =>
        Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}

/// <summary>A value together with the place it was written at, for errors that are only found later.</summary>
public readonly record struct Placed<T>(T Value, YamlPosition At)
{
    public override string ToString() => $"{Value}";
}
