using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace PowerController.Snmp;

/// <summary>An object identifier: immutable, ordered as SNMP orders it, one reference wide.</summary>
public readonly struct Oid : IEquatable<Oid>, IComparable<Oid>, IComparable, IParsable<Oid>
{
    private readonly uint[]? _arcs;

    private Oid(uint[] arcs) => _arcs = arcs;

    /// <summary>The sub-identifiers in order.</summary>
    public ReadOnlySpan<uint> Arcs => _arcs;

    /// <summary>How many sub-identifiers there are.</summary>
    public int Count => _arcs?.Length ?? 0;

    /// <summary>True for the identifier without any sub-identifier.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The sub-identifier at a place, 0-based.</summary>
    public uint this[int index] => Arcs[index];

    /// <summary>Makes an identifier of sub-identifiers; throws when they cannot form one.</summary>
    public static Oid Of(params ReadOnlySpan<uint> arcs) =>
        IsValid(arcs) ? new Oid(arcs.ToArray()) : throw new ArgumentException("An object identifier has at most 128 numbers; it begins with 0, 1 or 2, and after 0 or 1 comes 0 to 39.", nameof(arcs));

    /// <summary>Makes an identifier of sub-identifiers when they can form one.</summary>
    public static bool TryOf(ReadOnlySpan<uint> arcs, out Oid oid)
    {
        bool valid = IsValid(arcs);
        oid = valid ? new Oid(arcs.ToArray()) : default;
        return valid;
    }

    /// <summary>Reads dotted decimal text, with or without a leading dot; throws when it is none.</summary>
    public static Oid Parse(string text) =>
        TryParse(text, out Oid oid) ? oid : throw new FormatException($"'{text}' is not an object identifier; one looks like 1.3.6.1.2.1.1.2.0.");

    /// <inheritdoc/>
    static Oid IParsable<Oid>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<Oid>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Oid result) => TryParse(s, out result);

    /// <summary>Reads dotted decimal text, with or without a leading dot.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Oid oid)
    {
        oid = default;
        if (text.Length > 0 && text[0] == '.') text = text[1..];
        Span<uint> arcs = stackalloc uint[Limits.OidArcs];
        int count = 0;
        while (!text.IsEmpty)
        {
            int dot = text.IndexOf('.');
            ReadOnlySpan<char> part = dot < 0 ? text : text[..dot];
            if (count == arcs.Length || !uint.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out arcs[count++])) return false;
            if (dot == text.Length - 1) return false;
            text = dot < 0 ? [] : text[(dot + 1)..];
        }

        return count > 0 && TryOf(arcs[..count], out oid);
    }

    /// <summary>This identifier with more sub-identifiers behind it.</summary>
    public Oid Append(params ReadOnlySpan<uint> more)
    {
        uint[] joined = new uint[Count + more.Length];
        Arcs.CopyTo(joined);
        more.CopyTo(joined.AsSpan(Count));
        return IsValid(joined) ? new Oid(joined) : throw new ArgumentException($"{this} with {more.Length} numbers more is not an object identifier.", nameof(more));
    }

    /// <summary>True when this identifier is the prefix or lies below it.</summary>
    public bool StartsWith(Oid prefix) => Arcs.StartsWith(prefix.Arcs);

    /// <inheritdoc/>
    public int CompareTo(Oid other) => Arcs.SequenceCompareTo(other.Arcs);

    int IComparable.CompareTo(object? obj) => obj is Oid other ? CompareTo(other) : 1;

    /// <inheritdoc/>
    public bool Equals(Oid other) => ReferenceEquals(_arcs, other._arcs) || Arcs.SequenceEqual(other.Arcs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Oid other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // The same on every run, so that nothing ordered by it differs between runs.
        uint hash = 2166136261;
        foreach (uint arc in Arcs) hash = (hash ^ arc) * 16777619;
        return (int)hash;
    }

    /// <summary>Dotted decimal text without a leading dot.</summary>
    public override string ToString()
    {
        StringBuilder text = new(Count * 4);
        foreach (uint arc in Arcs)
        {
            if (text.Length > 0) text.Append('.');
            text.Append(CultureInfo.InvariantCulture, $"{arc}");
        }

        return text.ToString();
    }

    /// <summary>Equality of all sub-identifiers.</summary>
    public static bool operator ==(Oid left, Oid right) => left.Equals(right);

    /// <summary>Difference in any sub-identifier.</summary>
    public static bool operator !=(Oid left, Oid right) => !left.Equals(right);

    /// <summary>Order of a walk.</summary>
    public static bool operator <(Oid left, Oid right) => left.CompareTo(right) < 0;

    /// <summary>Order of a walk.</summary>
    public static bool operator >(Oid left, Oid right) => left.CompareTo(right) > 0;

    /// <summary>Order of a walk.</summary>
    public static bool operator <=(Oid left, Oid right) => left.CompareTo(right) <= 0;

    /// <summary>Order of a walk.</summary>
    public static bool operator >=(Oid left, Oid right) => left.CompareTo(right) >= 0;

    private static bool IsValid(ReadOnlySpan<uint> arcs) =>
        arcs.Length <= Limits.OidArcs && (arcs.Length == 0 || arcs[0] <= 2) && (arcs.Length < 2 || arcs[0] == 2 || arcs[1] <= 39)
        && (arcs.Length < 2 || arcs[0] < 2 || arcs[1] <= uint.MaxValue - 80);
}
