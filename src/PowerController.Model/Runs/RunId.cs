using System.Globalization;

namespace PowerController.Model.Runs;

/// <summary>Names a run for ever: the term of the master that opened it, and a number counted in the state.</summary>
public readonly record struct RunId(long Term, int Number) : IComparable<RunId>
{
    /// <summary>For effects that belong to no run.</summary>
    public static RunId None => default;

    public bool IsNone => Term == 0 && Number == 0;

    public int CompareTo(RunId other) => Term != other.Term ? Term.CompareTo(other.Term) : Number.CompareTo(other.Number);

    public static bool operator <(RunId left, RunId right) => left.CompareTo(right) < 0;

    public static bool operator >(RunId left, RunId right) => left.CompareTo(right) > 0;

    public static bool operator <=(RunId left, RunId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RunId left, RunId right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Term}.{Number}");
}

/// <summary>Names an effect for ever. Carrying out the same id twice must do no more than once.</summary>
public readonly record struct EffectId(RunId Run, int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}#{Number}");
}
