using PowerController.Model;

namespace PowerController.Simulator.Queue;

/// <summary>What comes due next: a binary heap by time, then by the order of putting in.</summary>
/// <remarks>Only keys move in the heap; the things themselves stay in their slots, since moving references costs more than moving numbers.</remarks>
public sealed class DueQueue
{
    private Key[] _heap = new Key[64];
    private Due[] _things = new Due[64];
    private int[] _free = new int[64];
    private int _slots;
    private long _order;

    public int Count { get; private set; }

    public void Clear()
    {
        Array.Clear(_things, 0, _slots);
        Count = 0;
        _slots = 0;
        _order = 0;
    }

    public void Put(long at, What what, int subject, int detail = 0, int stamp = 0, object? load = null)
    {
        Require.That(Count < Limits.DueThings, "A world has a bounded number of things to come.");
        if (Count == _heap.Length)
            Grow();
        // As many slots are free as were ever in use and are not now.
        var slot = _slots > Count ? _free[_slots - Count - 1] : _slots++;
        var due = new Key(at, _order++, slot);
        _things[slot] = new Due(at, due.Order, what, subject, detail, stamp, load);
        var hole = Count++;
        while (hole > 0)
        {
            var parent = (hole - 1) >> 1;
            if (!Before(in due, in _heap[parent]))
                break;
            _heap[hole] = _heap[parent];
            hole = parent;
        }

        _heap[hole] = due;
    }

    public Due Take()
    {
        var slot = _heap[0].Slot;
        var first = _things[slot];
        _things[slot] = default;
        var last = _heap[--Count];
        _free[_slots - Count - 1] = slot;
        var hole = 0;
        while (true)
        {
            var child = hole * 2 + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && Before(in _heap[child + 1], in _heap[child]))
                child++;
            if (!Before(in _heap[child], in last))
                break;
            _heap[hole] = _heap[child];
            hole = child;
        }

        if (Count > 0)
            _heap[hole] = last;
        return first;
    }

    private void Grow()
    {
        Array.Resize(ref _heap, Count * 2);
        Array.Resize(ref _things, Count * 2);
        Array.Resize(ref _free, Count * 2);
    }

    private static bool Before(in Key left, in Key right) =>
        left.At != right.At ? left.At < right.At : left.Order < right.Order;

    private readonly record struct Key(long At, long Order, int Slot);
}
