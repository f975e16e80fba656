namespace PowerController.Model.Sites;

/// <summary>A figure that a configuration may set, whatever its type; for those who describe or check all of them alike.</summary>
public abstract record Parameter(string Meaning)
{
    public abstract object AnyDefault { get; }

    public abstract object AnyMinimum { get; }

    public abstract object AnyMaximum { get; }
}

/// <summary>A figure that a configuration may set: its default, its range, and what it means.</summary>
public sealed record Parameter<T>(T Default, T Minimum, T Maximum, string Meaning) : Parameter(Meaning)
    where T : struct, IComparable<T>
{
    public override object AnyDefault => Default;

    public override object AnyMinimum => Minimum;

    public override object AnyMaximum => Maximum;

    public bool Allows(T value) => value.CompareTo(Minimum) >= 0 && value.CompareTo(Maximum) <= 0;
}
