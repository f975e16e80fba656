namespace PowerController.Model.Units;

/// <summary>A line frequency.</summary>
public readonly record struct Hertz(double Value) : IComparable<Hertz>
{
    public int CompareTo(Hertz other) => Value.CompareTo(other.Value);

    public static bool operator <(Hertz left, Hertz right) => left.Value < right.Value;

    public static bool operator >(Hertz left, Hertz right) => left.Value > right.Value;

    public static bool operator <=(Hertz left, Hertz right) => left.Value <= right.Value;

    public static bool operator >=(Hertz left, Hertz right) => left.Value >= right.Value;

    public override string ToString() => UnitText.Of(Value, " Hz");
}
