namespace PowerController.Model.Units;

/// <summary>An electric current.</summary>
public readonly record struct Amperes(double Value) : IComparable<Amperes>
{
    public int CompareTo(Amperes other) => Value.CompareTo(other.Value);

    public static bool operator <(Amperes left, Amperes right) => left.Value < right.Value;

    public static bool operator >(Amperes left, Amperes right) => left.Value > right.Value;

    public static bool operator <=(Amperes left, Amperes right) => left.Value <= right.Value;

    public static bool operator >=(Amperes left, Amperes right) => left.Value >= right.Value;

    public override string ToString() => UnitText.Of(Value, " A");
}
