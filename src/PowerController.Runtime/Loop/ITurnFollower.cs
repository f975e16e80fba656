using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Runtime.Loop;

/// <summary>Follows what the loop takes and decides: history, notifications, traces. Called on the loop's own thread, after the event is in the journal,
/// in order; it must return at once (put into a bounded queue of its own) and must not throw.</summary>
public interface ITurnFollower
{
    /// <summary>Not called for readings that changed nothing.</summary>
    /// <param name="replayed">The turn was taken from the journal after a start: it happened before, and its entries may be known already.</param>
    void Turned(PowerEvent happened, SiteState before, Decision decision, bool replayed);

    /// <summary>An entry for the diary. After a start the last ones are told again, with the same numbers.</summary>
    void Wrote(DiaryEntry entry);
}
