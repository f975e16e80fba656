namespace PowerController.Model.Units;

/// <summary>An electric power.</summary>
public readonly record struct Watts(double Value) : IComparable<Watts>
{
    public int CompareTo(Watts other) => Value.CompareTo(other.Value);

    public static bool operator <(Watts left, Watts right) => left.Value < right.Value;

    public static bool operator >(Watts left, Watts right) => left.Value > right.Value;

    public static bool operator <=(Watts left, Watts right) => left.Value <= right.Value;

    public static bool operator >=(Watts left, Watts right) => left.Value >= right.Value;

    public override string ToString() => UnitText.Of(Value, " W");
}
