using PowerController.Model;
using PowerController.Runtime.Readings;

namespace PowerController.Runtime.Loop;

/// <summary>What waits for the loop. Readings are one a UPS; anything else is kept in its order and never dropped.</summary>
internal sealed class Inbox
{
    private readonly object _gate = new();
    private List<object> _items = [];
    private List<UpsSlot> _slots = [];
    private bool _wake;

    public void Put(object item)
    {
        lock (_gate)
        {
            Require.That(_items.Count < Limits.Waiting, $"More than {Limits.Waiting} facts wait for the loop: it hangs.");
            _items.Add(item);
            Wake();
        }
    }

    /// <param name="quiet">It says nothing new and can wait for others.</param>
    public void Put(UpsSlot slot, bool quiet)
    {
        lock (_gate)
        {
            _slots.Add(slot);
            if (!quiet)
                Wake();
            else if (_slots.Count == 1)
                Monitor.Pulse(_gate);
        }
    }

    public void Knock()
    {
        lock (_gate)
            Wake();
    }

    /// <summary>Takes what waits, in exchange for empty lists.</summary>
    public void Take(ref List<object> items, ref List<UpsSlot> slots)
    {
        lock (_gate)
        {
            (_items, items) = (items, _items);
            (_slots, slots) = (slots, _slots);
            _wake = false;
        }
    }

    /// <summary>Waits for something; a little longer when it can wait for others.</summary>
    public void Wait(TimeSpan quiet)
    {
        lock (_gate)
        {
            while (!_wake && _slots.Count == 0)
                Monitor.Wait(_gate);
            if (!_wake)
                Monitor.Wait(_gate, quiet);
        }
    }

    private void Wake()
    {
        _wake = true;
        Monitor.Pulse(_gate);
    }
}
