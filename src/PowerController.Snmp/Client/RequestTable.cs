using System.Security.Cryptography;

namespace PowerController.Snmp.Client;

/// <summary>
/// The requests in flight on one socket. An id holds the place in the table and a generation: an answer finds its request without searching, and
/// an answer to an earlier use of the place does not match. Under the lane's lock.
/// </summary>
internal sealed class RequestTable
{
    // 01, 16 bits of generation, 14 bits of place: always positive and always four octets.
    private const int PlaceBits = 14;
    private const int IdBase = 0x40000000;

    private readonly int _max;
    private RequestSlot[] _slots = new RequestSlot[64];
    private ushort[] _generations = new ushort[64];
    private int[] _free = new int[64];
    private int _freeCount;

    public RequestTable(int max)
    {
        _max = max;
        AddFree(0);
    }

    /// <summary>How many are in flight.</summary>
    public int Count { get; private set; }

    /// <summary>True when no more may be.</summary>
    public bool IsFull => Count >= _max;

    /// <summary>All places, free ones included (their id is 0).</summary>
    public Span<RequestSlot> Slots => _slots;

    /// <summary>Takes a place; the table must not be full.</summary>
    public ref RequestSlot Take()
    {
        if (_freeCount == 0) Grow();
        int place = _free[--_freeCount];
        Count++;
        ref RequestSlot slot = ref _slots[place];
        slot.Id = IdBase | (++_generations[place] << PlaceBits) | place;
        return ref slot;
    }

    /// <summary>The place of an id, whether the request is still there or not; false for an id this table never gave.</summary>
    public bool TryFind(int id, out int place)
    {
        place = id & ((1 << PlaceBits) - 1);
        return place < _slots.Length && _slots[place].Id == id && id != 0;
    }

    /// <summary>Frees a place.</summary>
    public void Release(int place)
    {
        ref RequestSlot slot = ref _slots[place];
        slot = default;
        _free[_freeCount++] = place;
        Count--;
    }

    private void Grow()
    {
        int old = _slots.Length;
        Array.Resize(ref _slots, old * 2);
        Array.Resize(ref _generations, old * 2);
        Array.Resize(ref _free, old * 2);
        AddFree(old);
    }

    private void AddFree(int from)
    {
        // Generations begin anywhere, so that the ids of a run cannot be told from those of an earlier one.
        RandomNumberGenerator.Fill(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_generations.AsSpan(from)));
        for (int place = _slots.Length - 1; place >= from; place--) _free[_freeCount++] = place;
    }
}
