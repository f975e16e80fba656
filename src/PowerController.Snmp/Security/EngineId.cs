namespace PowerController.Snmp.Security;

/// <summary>The identity of an SNMP engine: 5 to 32 octets, or none yet.</summary>
public readonly struct EngineId : IEquatable<EngineId>
{
    private readonly byte[]? _octets;

    private EngineId(byte[] octets) => _octets = octets;

    /// <summary>The octets.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>True when there is none.</summary>
    public bool IsEmpty => _octets is not { Length: > 0 };

    /// <summary>Takes octets of a possible length; copied.</summary>
    public static bool TryFrom(ReadOnlySpan<byte> octets, out EngineId engine)
    {
        bool valid = octets.Length is >= Limits.EngineIdBytesMin and <= Limits.EngineIdBytesMax;
        engine = valid ? new EngineId(octets.ToArray()) : default;
        return valid;
    }

    /// <summary>Takes octets; throws when there are too few or too many.</summary>
    public static EngineId From(ReadOnlySpan<byte> octets) =>
        TryFrom(octets, out EngineId engine) ? engine : throw new ArgumentException("An engine id has 5 to 32 octets.", nameof(octets));

    /// <inheritdoc/>
    public bool Equals(EngineId other) => Octets.SequenceEqual(other.Octets);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EngineId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Octets);
        return hash.ToHashCode();
    }

    /// <summary>Hexadecimal octets.</summary>
    public override string ToString() => Convert.ToHexString(Octets);

    /// <summary>Equality of all octets.</summary>
    public static bool operator ==(EngineId left, EngineId right) => left.Equals(right);

    /// <summary>Difference in any octet.</summary>
    public static bool operator !=(EngineId left, EngineId right) => !left.Equals(right);
}
