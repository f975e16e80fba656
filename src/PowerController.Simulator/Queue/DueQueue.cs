using PowerController.Model;

namespace PowerController.Simulator.Queue;

/// <summary>What comes due next: a binary heap by time, then by the order of putting in.</summary>
public sealed class DueQueue
{
    private Due[] _heap = new Due[256];
    private long _order;

    public int Count { get; private set; }

    public void Clear()
    {
        Array.Clear(_heap, 0, Count);
        Count = 0;
        _order = 0;
    }

    public void Put(long at, What what, int subject, int detail = 0, int stamp = 0, object? load = null)
    {
        Require.That(Count < Limits.DueThings, "A world has a bounded number of things to come.");
        if (Count == _heap.Length)
            Array.Resize(ref _heap, Count * 2);
        var due = new Due(at, _order++, what, subject, detail, stamp, load);
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
        var first = _heap[0];
        var last = _heap[--Count];
        _heap[Count] = default;
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

    private static bool Before(in Due left, in Due right) =>
        left.At != right.At ? left.At < right.At : left.Order < right.Order;
}
