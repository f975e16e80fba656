using System.Diagnostics;
using PowerController.Decisions;
using PowerController.Model;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Diary;
using PowerController.Runtime.Journal;
using PowerController.Runtime.Readings;

namespace PowerController.Runtime.Loop;

public sealed partial class SiteLoop
{
    private void Take(UpsSlot slot, TimeSpan now)
    {
        switch (slot.Take())
        {
            case Reading reading:
                Decide(new UpsRead(now, slot.Name, reading), null);
                break;
            case SilenceKind silence:
                Decide(new UpsSilent(now, slot.Name, silence), null);
                break;
        }
    }

    private void Take(object item)
    {
        switch (item)
        {
            case PowerEvent happened:
                Decide(happened, null);
                break;
            case Asked asked:
                Decide(asked.Event(_clock.Now), asked);
                break;
            case Woken:
                TakeWake();
                break;
            case Said said:
                Commit();
                Write(said);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void TakeWake()
    {
        var now = _clock.Now;
        var due = false;
        while (_wakes.Count > 0 && _wakes.Min <= now)
        {
            _wakes.Remove(_wakes.Min);
            due = true;
        }

        if (due)
            Decide(new Woke(now), null);
        SetWake();
    }

    private void SetWake()
    {
        if (_wakes.Count == 0)
            return;
        var left = _wakes.Min - _clock.Now;
        // Timers count in whole milliseconds and may come early.
        _wake.Change(left > TimeSpan.Zero ? left + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    // The decision is a pure function: it comes to the same before its event is in the journal as after. So what changes nothing need not be kept, and
    // nothing is done before what led to it is kept.
    private void Decide(PowerEvent happened, Asked? asked)
    {
        Decision decision;
        try
        {
            decision = _parts.Decide(_state, happened);
        }
        catch (Exception defect)
        {
            // After the restart it is met again: failing twice, it is left out.
            _journal.Append(happened, _clock.Now, Wall);
            _journal.Sync();
            throw new InvariantViolation($"{happened.GetType().Name} could not be decided: {defect.Message}", defect);
        }

        if (ReferenceEquals(decision.State, _state) && decision.Effects.IsEmpty && asked is null)
            return;
        var wall = Wall;
        _keptAt = _clock.Now;
        var sequence = _journal.Append(happened, _keptAt, wall);
        _turns.Add(new Turnover(sequence, wall, happened, _state, decision, asked));
        _state = decision.State;
        if (_turns.Count >= TurnsAtOnce)
            Commit();
    }

    /// <summary>What was decided is kept; now it is done, and told.</summary>
    private void Commit()
    {
        if (_turns.Count == 0)
            return;
        if (_turns.Exists(turn => CommitPoint.Is(turn.Before, turn.Decision)))
            _journal.Sync();
        foreach (var turn in _turns)
        {
            if (turn.Event is ConfigurationChanged)
                TakeSite(turn);
            foreach (var effect in turn.Decision.Effects)
                Carry(effect, turn.Decision.State);
            // By another configuration the same runs are said in other words; and that a new master has none is news as well.
            if (turn.Decision.State.Runs != turn.Before.Runs || turn.Decision.State.Lost != turn.Before.Lost || turn.Decision.State.Operation != turn.Before.Operation
                || turn.Event is ConfigurationChanged or BecameMaster or BecameStandby)
                _effects!.RunsChanged(turn.Decision.State);
        }

        SetWake();
        var pages = View.Pages;
        foreach (var turn in _turns)
        {
            var entries = Telling.Of(turn.Sequence, turn.Wall, turn.Event, turn.Decision);
            pages = pages.With(entries).With(turn.Decision.Effects);
            foreach (var follower in _parts.Followers)
            {
                follower.Turned(turn.Event, turn.Before, turn.Decision, replayed: false);
                foreach (var entry in entries)
                    follower.Wrote(entry);
            }
        }

        Show(View with { State = _state, Pages = pages });
        foreach (var turn in _turns)
            turn.Asked?.Answer.TrySetResult(AnswerOf(turn));
        _turns.Clear();
    }

    private void Carry(Effect effect, SiteState state)
    {
        if (effect is WakeAt wake)
            _wakes.Add(wake.At);
        else
            _effects!.Carry(effect, state);
    }

    // Before its effects, which may name what is new.
    private void TakeSite(Turnover turn)
    {
        var state = turn.Decision.State;
        Show(View with { State = state, Board = UpsBoard.For(state.Topology, View.Board) });
        _effects!.SiteChanged(state);
        OnSiteTaken?.Invoke();
    }

    private static Answer AnswerOf(Turnover turn)
    {
        foreach (var effect in turn.Decision.Effects)
        {
            if (effect is Audit audit)
                return new Answer(audit.Accepted, audit.Reason);
        }

        return StandsBy;
    }

    // The decision of a standby hears requests and leaves them to the master: without this it would look as if they had been done.
    internal static Answer StandsBy { get; } = new(
        false, "this control terminal stands by, and nothing was done: ask the one that leads ('powerctl status' tells which), or ask again when one leads");

    private void Write(Said said)
    {
        var wall = Wall;
        var entry = new DiaryEntry(
            Telling.NumberOf(_journal.Sequence + 1, 0), wall, said.Kind, said.Urgency, said.Subject, said.Text, null, said.Who, said.From);
        _journal.Append(entry, _clock.Now, wall);
        foreach (var follower in _parts.Followers)
            follower.Wrote(entry);
        Show(View with { Pages = View.Pages.With([entry]) });
    }

    private void Show(LoopView view) => Volatile.Write(ref _view, view with { Version = view.Version + 1 });

    private void KeepJournal()
    {
        if (_journal.WantsCheckpoint)
            _journal.Begin(new Checkpoint(_state, View.Pages), _clock.Now, Wall);
        if (_journal.WantsSync)
            _journal.Sync();
        if (_clock.Now - _keptAt >= Limits.JournalMark || (!_state.Runs.IsEmpty && _clock.Now - _signedAt >= Limits.JournalSign))
        {
            (_keptAt, _signedAt) = (_clock.Now, _clock.Now);
            _journal.Mark(_keptAt, Wall, _parts.Sign());
        }

        if (string.Equals(_trouble, _journal.Trouble, StringComparison.Ordinal))
            return;
        var was = _trouble;
        _trouble = _journal.Trouble;
        var site = _state.Topology.Site.Name;
        if (_trouble is not null)
            Write(new Said(DiaryKind.Program, Urgency.Alarm, site, $"The journal cannot be written: {_trouble} Operation goes on; a restart now would forget what happens meanwhile."));
        else if (was is not null)
            Write(new Said(DiaryKind.Program, Urgency.Information, site, "The journal is written again."));
    }

    /// <summary>A turn whose effects wait for the journal.</summary>
    private sealed record Turnover(long Sequence, DateTimeOffset Wall, PowerEvent Event, SiteState Before, Decision Decision, Asked? Asked);

    /// <summary>Somebody waits for an answer.</summary>
    private sealed record Asked(Func<TimeSpan, PowerEvent> Event, TaskCompletionSource<Answer> Answer);

    private sealed class Woken
    {
        public static Woken Now { get; } = new();
    }
}

/// <summary>After which turns the journal must be on the disk before anything else is done.</summary>
internal static class CommitPoint
{
    public static bool Is(SiteState before, Decision decision)
    {
        if (decision.State.Runs != before.Runs)
            return true;
        foreach (var effect in decision.Effects)
        {
            if (effect is not (WakeAt or Notify or Audit or OpenRun or CloseRun or SetPace or ReadNow or ProbeNode or ProbeDisk or AskPeersAboutSilence))
                return true;
        }

        return false;
    }
}
