namespace PowerController.Model.Sites;

/// <summary>A figure that a configuration may set: its default, its range, and what it means.</summary>
public sealed record Parameter<T>(T Default, T Minimum, T Maximum, string Meaning)
    where T : struct, IComparable<T>
{
    public bool Allows(T value) => value.CompareTo(Minimum) >= 0 && value.CompareTo(Maximum) <= 0;
}
