namespace PowerController.Model.Units;

/// <summary>An electric tension.</summary>
public readonly record struct Volts(double Value) : IComparable<Volts>
{
    public int CompareTo(Volts other) => Value.CompareTo(other.Value);

    public static bool operator <(Volts left, Volts right) => left.Value < right.Value;

    public static bool operator >(Volts left, Volts right) => left.Value > right.Value;

    public static bool operator <=(Volts left, Volts right) => left.Value <= right.Value;

    public static bool operator >=(Volts left, Volts right) => left.Value >= right.Value;

    public override string ToString() => UnitText.Of(Value, " V");
}
