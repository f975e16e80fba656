namespace PowerController.Model.Units;

/// <summary>A share of a whole, 0 to 100 (loads may exceed 100).</summary>
public readonly record struct Percent(double Value) : IComparable<Percent>
{
    public int CompareTo(Percent other) => Value.CompareTo(other.Value);

    public static bool operator <(Percent left, Percent right) => left.Value < right.Value;

    public static bool operator >(Percent left, Percent right) => left.Value > right.Value;

    public static bool operator <=(Percent left, Percent right) => left.Value <= right.Value;

    public static bool operator >=(Percent left, Percent right) => left.Value >= right.Value;

    public override string ToString() => UnitText.Of(Value, "%");
}
