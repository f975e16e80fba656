namespace PowerController.Model.Units;

/// <summary>A temperature.</summary>
public readonly record struct Celsius(double Value) : IComparable<Celsius>
{
    public int CompareTo(Celsius other) => Value.CompareTo(other.Value);

    public static bool operator <(Celsius left, Celsius right) => left.Value < right.Value;

    public static bool operator >(Celsius left, Celsius right) => left.Value > right.Value;

    public static bool operator <=(Celsius left, Celsius right) => left.Value <= right.Value;

    public static bool operator >=(Celsius left, Celsius right) => left.Value >= right.Value;

    public override string ToString() => UnitText.Of(Value, " °C");
}
