using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Runtime.Effects;

/// <summary>
/// Which effects are being carried out, and what became of those that were: an id that comes again while it is under way is not begun again, and one that is
/// done is answered again with what became of it. What failed may be tried again.
/// </summary>
internal sealed class Outstanding
{
    private readonly Lock _gate = new();
    private readonly HashSet<EffectId> _underWay = [];
    private readonly Dictionary<EffectId, EffectDone> _done = [];
    private readonly Queue<EffectId> _oldest = [];

    /// <summary>True when it is to be begun now; otherwise it is under way, or <paramref name="done"/> says what became of it.</summary>
    public bool Begin(EffectId id, out EffectDone? done)
    {
        lock (_gate)
            return !_done.TryGetValue(id, out done) && _underWay.Add(id);
    }

    public void End(EffectId id, EffectDone? done)
    {
        lock (_gate)
        {
            _underWay.Remove(id);
            if (done is null || !_done.TryAdd(id, done))
                return;
            _oldest.Enqueue(id);
            if (_oldest.Count > Limits.EffectResults)
                _done.Remove(_oldest.Dequeue());
        }
    }
}
