using PowerController.Coordination.Membership;

namespace PowerController.Coordination.Tests.Network;

/// <summary>Makes of a real datagram one that is not.</summary>
internal static class DatagramMutation
{
    /// <summary>Writes the next mutant, which is never a real one; its length.</summary>
    public static int Next(Random random, List<(NetAddress From, ReadOnlyMemory<byte> Bytes)> real, Span<byte> to)
    {
        var source = real[random.Next(real.Count)].Bytes.Span;
        source.CopyTo(to);
        var length = source.Length;
        switch (random.Next(5))
        {
            case 0:
                length = random.Next(length);
                break;
            case 1:
                var more = random.Next(1, 200);
                random.NextBytes(to.Slice(length, more));
                length += more;
                break;
            case 2:
                var other = real[random.Next(real.Count)].Bytes.Span;
                var cut = random.Next(1, Math.Min(length, other.Length));
                other[cut..].CopyTo(to[cut..]);
                length = other.Length;
                // Two halves of the same datagram are that datagram.
                to[cut] ^= 0x80;
                break;
            case 3:
                random.NextBytes(to[..length]);
                break;
            default:
                for (var changes = random.Next(1, 5); changes > 0; changes--)
                    to[random.Next(length)] += (byte)random.Next(1, 256);
                break;
        }

        // Several changes may undo each other.
        return to[..length].SequenceEqual(source) ? 0 : length;
    }
}
