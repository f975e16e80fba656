using System.Collections.Immutable;

namespace PowerController.Snmp.Client;

/// <summary>A GET of any number of objects in messages that fit: sans-I/O, it says what to ask next and takes what came.</summary>
internal sealed class SplitGet
{
    // Community or v3 header, PDU fields and lengths around the variable bindings; v3 with the longest names takes more, and then tooLarge halves.
    private const int Overhead = 160;

    private readonly IReadOnlyList<Oid> _names;
    private readonly SnmpValue[] _values;
    private readonly Queue<int[]> _open = new();
    private int[] _asked = [];

    public SplitGet(IReadOnlyList<Oid> names)
    {
        _names = names;
        _values = new SnmpValue[names.Count];
        if (names.Count > 0) _open.Enqueue([.. Enumerable.Range(0, names.Count)]);
    }

    public TimeSpan RoundTrip { get; private set; }

    public ImmutableArray<VarBind> Result() => [.. _names.Select((name, i) => new VarBind(name, _values[i].Type == SnmpType.None ? SnmpValue.NoSuchObject : _values[i]))];

    /// <summary>The next message to send, or null when everything is read.</summary>
    public PreparedRequest? Next(SnmpTarget target)
    {
        if (!_open.TryDequeue(out int[]? part)) return null;
        int fits = HowManyFit(part, target.RequestBytesMax - Overhead);
        if (fits < part.Length)
        {
            _open.Enqueue(part[fits..]);
            part = part[..fits];
        }

        _asked = part;
        return PreparedRequest.Get([.. part.Select(i => _names[i])]);
    }

    /// <summary>Takes a reply; false when it is a failure that ends everything.</summary>
    public bool Take(PreparedRequest request, SnmpReply reply)
    {
        RoundTrip += reply.RoundTrip;
        if (reply.Succeeded)
        {
            TakeValues(request, reply);
            return true;
        }

        bool tooBig = reply.Failure.Status == SnmpErrorStatus.TooBig || reply.Failure.Kind == SnmpFailureKind.RequestTooLarge;
        if (tooBig && _asked.Length > 1)
        {
            _open.Enqueue(_asked[..(_asked.Length / 2)]);
            _open.Enqueue(_asked[(_asked.Length / 2)..]);
            return true;
        }

        // An error that names one variable spoils only that one. A v1 agent knows no other way to say "I do not have this".
        int index = reply.Failure.Index;
        if (reply.Failure.Kind != SnmpFailureKind.ErrorStatus || index < 1 || index > _asked.Length) return false;
        if (_names.Count == 1 && reply.Failure.Status != SnmpErrorStatus.NoSuchName) return false;
        _values[_asked[index - 1]] = SnmpValue.NoSuchObject;
        if (_asked.Length > 1) _open.Enqueue([.. _asked.Where((_, i) => i != index - 1)]);
        return true;
    }

    private void TakeValues(PreparedRequest request, SnmpReply reply)
    {
        for (int i = 0; i < _asked.Length; i++)
        {
            // Some cards leave out what they do not know, or answer in another order: the name decides, the place is only the first guess.
            Oid name = request.VarBinds[i].Name;
            _values[_asked[i]] = i < reply.VarBinds.Length && reply.VarBinds[i].Name == name ? reply.VarBinds[i].Value : reply[name];
        }
    }

    private int HowManyFit(int[] part, int room)
    {
        int count = 0;
        foreach (int i in part)
        {
            room -= SizeOf(_names[i]);
            if (room < 0 && count > 0) break;
            count++;
        }

        return count;
    }

    private static int SizeOf(Oid name)
    {
        int size = 8;
        foreach (uint arc in name.Arcs) size += arc < 0x80 ? 1 : arc < 0x4000 ? 2 : 5;
        return size;
    }
}
