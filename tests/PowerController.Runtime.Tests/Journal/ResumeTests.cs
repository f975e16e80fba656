using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Diary;
using PowerController.Runtime.Journal;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Sites;

namespace PowerController.Runtime.Tests.Journal;

/// <summary>A program that stops anywhere goes on where its journal ends.</summary>
public sealed class ResumeTests
{
    private static readonly DateTimeOffset _evening = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Journal_CutAtEveryRecord_GoesOnWithTheStateOfTheLastWholeOne()
    {
        var (files, tape, ends) = Written(seed: 4, most: 400);
        var name = files.Names()[0];
        var whole = files.Read(name);
        var state = tape.Beginning;
        for (var at = 0; at < ends.Count; at++)
        {
            if (at > 0)
                state = Decider.Decide(state, tape.Events[at - 1]).State;
            files.Files[name] = [.. whole.AsSpan(0, ends[at])];
            var resumed = new JournalReader(files, Decider.Decide).Read(repair: false)!;

            Assert.Empty(resumed.Problems);
            Assert.Empty(resumed.Notes);
            Assert.Equal(state.Runs.Length, resumed.State.Runs.Length);
            // The whole text is made for some; what differs anywhere differs in the end.
            if (at % 20 == 0 || at == ends.Count - 1)
                Assert.Equal(CanonicalText.Of(state), CanonicalText.Of(resumed.State));
        }
    }

    [Fact]
    public void Journal_CutAtAnyByte_GoesOnWithTheLastWholeRecordAndItsRuns()
    {
        var (files, tape, ends) = Written(seed: 9, most: 300);
        Assert.Contains(tape.Decisions.Take(300), decision => decision.State.Runs.Any(run => !run.Pending.IsEmpty));
        var name = files.Names()[0];
        var whole = files.Read(name);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var time = 0; time < 60; time++)
        {
            var cut = random.Next(ends[0], whole.Length);
            files.Files[name] = [.. whole.AsSpan(0, cut)];
            var resumed = new JournalReader(files, Decider.Decide).Read(repair: false)!;
            var last = ends.FindLastIndex(end => end <= cut);

            Assert.True(resumed.Sequence - FirstSequence(whole) == last, $"seed {seed}, cut at {cut}");
            Assert.True(resumed.GoodBytes == ends[last], $"seed {seed}, cut at {cut}");
            Assert.Empty(resumed.Problems);
            Assert.Equal(cut == ends[last], resumed.Notes.IsEmpty);
            var known = last == 0 ? tape.Beginning : tape.Decisions[last - 1].State;
            Assert.True(CanonicalText.Of(known) == CanonicalText.Of(resumed.State), $"seed {seed}, cut at {cut}: another state");
            GoesOn(resumed, $"seed {seed}, cut at {cut}");
        }
    }

    // The same runs, and nothing that was ordered and has no result is forgotten: it is ordered again by its name, or is still to be.
    private static void GoesOn(Resumed resumed, string where)
    {
        var started = Decider.Decide(resumed.State, new Started(resumed.At, "terminal", resumed.Wall));
        var leads = Decider.Decide(started.State, new BecameMaster(resumed.At, resumed.State.Term + 1));
        var runs = leads.State.Runs;
        Assert.True(resumed.State.Runs.Select(run => run.Id).SequenceEqual(runs.Select(run => run.Id)), $"{where}: other runs");
        var ordered = started.Effects.Concat(leads.Effects).Select(effect => effect.Id).Concat(runs.SelectMany(run => run.Pending).Select(pending => pending.Effect.Id)).ToHashSet();
        foreach (var run in resumed.State.Runs.Where(run => run.GoesDown && resumed.At <= run.Deadlines.OffBy))
            Assert.All(run.Pending.Where(pending => pending.Effect is not ArmCut), pending => Assert.True(ordered.Contains(pending.Effect.Id), $"{where}: {pending.Effect} is lost"));
    }

    [Fact]
    public void Journal_DamagedInTheMiddle_IsUsedUpToThereAndTheRestIsSetAsideWithAnAlarm()
    {
        var (files, _, ends) = Written(seed: 9, most: 100);
        var name = files.Names()[0];
        files.Files[name][ends[50] + 20] ^= 0x10;

        var resumed = new JournalReader(files, Decider.Decide).Read(repair: true)!;

        Assert.Equal(ends[50], resumed.GoodBytes);
        Assert.Single(resumed.Problems);
        Assert.Equal([name], files.Aside);
    }

    [Fact]
    public void Journal_GoneOnWithAfterATornTail_ReadsAsOne()
    {
        var (files, tape, ends) = Written(seed: 9, most: 100);
        var name = files.Names()[0];
        files.Files[name].RemoveRange(ends[60] + 5, files.Files[name].Count - ends[60] - 5);
        var resumed = new JournalReader(files, Decider.Decide).Read(repair: true)!;
        using (var journal = SiteJournal.Open(files, resumed, TimeProvider.System))
        {
            for (var at = 60; at < 100; at++)
                journal.Append(tape.Events[at], tape.Events[at].At, _evening);
        }

        var again = new JournalReader(files, Decider.Decide).Read(repair: true)!;

        Assert.Empty(again.Problems);
        Assert.Empty(again.Notes);
        Assert.Equal(CanonicalText.Of(tape.Decisions[99].State), CanonicalText.Of(again.State));
    }

    [Fact]
    public void NewestSegment_WithoutItsCheckpoint_IsSetAsideForTheOneBefore()
    {
        var (files, tape, _) = Written(seed: 9, most: 50);
        files.Files["journal-9999999999999999.pcj"] = [1, 2, 3];

        var resumed = new JournalReader(files, Decider.Decide).Read(repair: true)!;

        Assert.Single(resumed.Problems);
        Assert.Equal(["journal-9999999999999999.pcj"], files.Aside);
        Assert.Equal(CanonicalText.Of(tape.Decisions[49].State), CanonicalText.Of(resumed.State));
    }

    [Fact]
    public void Event_WhoseDecisionFailsAgain_IsSkippedAndTheSiteIsHeld()
    {
        var (files, tape, _) = Written(seed: 9, most: 50);
        var bad = tape.Events[30];
        Decide decide = (state, happened) => happened.At == bad.At && happened.GetType() == bad.GetType()
            ? throw new Model.InvariantViolation("on purpose")
            : Decider.Decide(state, happened);

        var resumed = new JournalReader(files, decide).Read(repair: true)!;

        Assert.Contains(resumed.Failed, failed => failed.Why.Contains("on purpose", StringComparison.Ordinal));
        Assert.Equal(Operation.Local, resumed.State.Operation);
    }

    [Fact]
    public void Clock_AfterAStartOfTheSystem_GoesOnByTheWallClockAndNeverBack()
    {
        var resumed = Resumed.Fresh(SiteState.Of(ExampleSites.Single, "digest"), _evening) with { At = TimeSpan.FromHours(3), LastSign = new SignOfLife("before", TimeSpan.FromHours(9)), LastSignAt = TimeSpan.FromHours(3) };
        var now = new SignOfLife("after", TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromHours(3) + TimeSpan.FromMinutes(4), resumed.ClockAt(_evening + TimeSpan.FromMinutes(4), now));
        Assert.Equal(TimeSpan.FromHours(3), resumed.ClockAt(_evening - TimeSpan.FromMinutes(4), now));
        Assert.Equal(TimeSpan.FromHours(3), resumed.LastSeenAt);
    }

    [Fact]
    public void Clock_AfterARestartOfTheProgram_GoesOnByTheSystemsOwnWhateverTheWallClockSays()
    {
        var sign = new SignOfLife("system", TimeSpan.FromHours(9));
        var resumed = Resumed.Fresh(SiteState.Of(ExampleSites.Single, "digest"), _evening) with { At = TimeSpan.FromHours(3) + TimeSpan.FromSeconds(1), LastSign = sign, LastSignAt = TimeSpan.FromHours(3) };

        foreach (var wall in new[] { _evening.AddHours(-5), _evening, _evening.AddDays(2) })
        {
            Assert.Equal(TimeSpan.FromHours(3) + TimeSpan.FromSeconds(4), resumed.ClockAt(wall, sign with { Up = sign.Up + TimeSpan.FromSeconds(4) }));
            // What was written after the last sign is not undone.
            Assert.Equal(TimeSpan.FromHours(3) + TimeSpan.FromSeconds(1), resumed.ClockAt(wall, sign));
        }

        Assert.Equal(TimeSpan.FromHours(3) + TimeSpan.FromSeconds(1), resumed.LastSeenAt);
    }

    private static (MemoryFiles Files, NightTape Tape, List<int> Ends) Written(ulong seed, int most)
    {
        var tape = NightTape.Of(ExampleSites.TerminalApart, seed, FaultLevel.None);
        Assert.True(tape.Events.Length > 50, "The night has something to tell.");
        var files = new MemoryFiles();
        var ends = new List<int>();
        using var journal = SiteJournal.Open(files, Resumed.Fresh(tape.Beginning, _evening), TimeProvider.System);
        journal.Begin(new Checkpoint(tape.Beginning, Pages.Empty), TimeSpan.Zero, _evening);
        var name = files.Names()[0];
        ends.Add(files.Files[name].Count);
        foreach (var happened in tape.Events.Take(most))
        {
            journal.Append(happened, happened.At, _evening + happened.At);
            ends.Add(files.Files[name].Count);
        }

        return (files, tape, ends);
    }

    private static long FirstSequence(byte[] segment) => Segments.Read(segment).Records[0].Sequence;
}
