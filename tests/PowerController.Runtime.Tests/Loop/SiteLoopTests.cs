using PowerController.Decisions;
using PowerController.Model;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Journal;
using PowerController.Runtime.Tests.Journal;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Sites;

namespace PowerController.Runtime.Tests.Loop;

public sealed class SiteLoopTests
{
    [Fact]
    public void Reading_ThatChangesNothing_IsNotJournaledAndLetsNothingHappen()
    {
        using var bench = new LoopBench(ExampleSites.TerminalApart).Started();
        var (records, view) = (bench.Records, bench.Loop.View);

        bench.Pass(TimeSpan.FromSeconds(30), "UPS1", LoopBench.Good);

        Assert.Equal(records, bench.Records);
        Assert.Same(view, bench.Loop.View);
    }

    [Fact]
    public void Quiet_IsMarkedEachMinute()
    {
        using var bench = new LoopBench(ExampleSites.Single).Started();
        var records = bench.Records;

        bench.Pass(TimeSpan.FromMinutes(3), "UPS1", LoopBench.Good);

        Assert.InRange(bench.Records - records, 2, 4);
    }

    [Fact]
    public void Effects_GoOutAfterWhatLedToThemIsOnTheDisk()
    {
        using var bench = new LoopBench(ExampleSites.Single).Started();
        var checkedOne = false;
        var synced = bench.Files.Syncs;
        bench.OnCarry = effect =>
        {
            if (effect is not (TellDeadlines or OrderOsStop or ArmCut))
                return;
            checkedOne = true;
            Assert.True(bench.Files.Syncs > synced);
            Assert.Contains(Segments.Read(bench.Files.Read(bench.Files.Names()[^1])).Records,
                record => JournalForm.Read<Happened>(record.Payload.Span)?.Event is UpsRead or Woke);
        };
        bench.Pass(TimeSpan.FromMinutes(2), "UPS1", LoopBench.OnBattery);

        Assert.True(checkedOne);
    }

    [Fact]
    public void Outage_AndACrash_GoOnWithTheSameRunAndItsPendingEffects()
    {
        var bench = new LoopBench(ExampleSites.Single).Started();
        bench.Pass(TimeSpan.FromMinutes(2), "UPS1", LoopBench.OnBattery);
        var before = bench.Loop.View.State;
        Assert.NotEmpty(before.Runs);
        var numbers = bench.Entries.Select(entry => entry.Number).ToList();

        // No orderly end: the journal is read as it is.
        using var again = new LoopBench(ExampleSites.Single, files: bench.Files, time: bench.Time);
        Assert.Equal(CanonicalText.Of(before), CanonicalText.Of(again.Resumed.State));
        Assert.Equal(numbers, again.Entries.Select(entry => entry.Number));
        again.Loop.Post(new Started(again.Loop.Clock.Now, "terminal", again.Time.GetUtcNow()));
        again.Loop.Pump();

        var pending = before.Runs[0].Pending.Select(one => one.Effect.Id).ToList();
        Assert.NotEmpty(pending);
        Assert.Contains(again.Carried, effect => pending.Contains(effect.Id));
        // What is not ordered again before it is seen who has booted still waits for that.
        var known = again.Carried.Select(effect => effect.Id).Concat(again.Loop.View.State.Runs[0].Pending.Select(one => one.Effect.Id));
        Assert.Superset(pending.ToHashSet(), known.ToHashSet());
        bench.Dispose();
    }

    [Fact]
    public void Night_TakenByTheLoop_IsTheSameAfterReplay()
    {
        var tape = NightTape.Of(ExampleSites.SharedDisks, 12, FaultLevel.Some);
        using var bench = new LoopBench(ExampleSites.SharedDisks);
        foreach (var happened in tape.Events)
        {
            bench.Loop.Post(happened);
            bench.Loop.Pump();
        }

        var read = new JournalReader(bench.Files, Decider.Decide).Read(repair: false)!;

        Assert.Equal(CanonicalText.Of(bench.Loop.View.State), CanonicalText.Of(read.State));
        Assert.Equal(bench.Loop.View.Pages.Recent, read.Pages.Recent);
        Assert.Equal(bench.Loop.View.Pages.Closed.Length, read.Pages.Closed.Length);
    }

    [Fact]
    public async Task Request_IsAnsweredWithWhatTheDecisionSaid()
    {
        using var bench = new LoopBench(ExampleSites.Single).Started();
        var accepted = bench.Loop.AskAsync("anna", "127.0.0.1", new SwitchToLocal());
        var refused = bench.Loop.AskAsync("anna", "127.0.0.1", new Reboot("nobody"));
        bench.Loop.Pump();

        Assert.True((await accepted).Accepted);
        Assert.False((await refused).Accepted);
        Assert.Equal(Operation.Local, bench.Loop.View.State.Operation);
        Assert.Contains(bench.Entries, entry => entry is { Kind: DiaryKind.Command, Who: "anna", From: "127.0.0.1" });
    }

    [Fact]
    public async Task Request_ToATerminalThatStandsBy_IsRefused()
    {
        using var bench = new LoopBench(ExampleSites.Single).Started();
        bench.Loop.Post(new BecameStandby(bench.Loop.Clock.Now, 2));
        var asked = bench.Loop.AskAsync("anna", "127.0.0.1", new SwitchToLocal());
        bench.Loop.Pump();

        Assert.False((await asked).Accepted);
        Assert.Contains("stands by, and nothing was done", (await asked).Text, StringComparison.Ordinal);
        Assert.Equal(Operation.Auto, bench.Loop.View.State.Operation);
    }

    [Fact]
    public void Readings_InAFlood_AreOneAUps()
    {
        using var bench = new LoopBench(ExampleSites.Single).Started();
        var slot = bench.Loop.View.Board.Find("UPS1")!;
        for (var at = 0; at < 1000; at++)
            bench.Loop.Heard(slot, at % 2 == 0 ? LoopBench.OnBattery : LoopBench.Good);
        bench.Loop.Pump();

        Assert.Equal(MainsState.Good, bench.Loop.View.State.Upses[0].Mains);
        Assert.DoesNotContain(bench.Entries, entry => entry.Text.Contains("on battery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decision_ThatFailsTwice_IsLeftOutAndTheSiteIsHeld()
    {
        static Decision Broken(SiteState state, PowerEvent happened) => happened is NodeSilent ? throw new InvalidOperationException("on purpose") : Decider.Decide(state, happened);
        var bench = new LoopBench(ExampleSites.Single, Broken).Started();
        bench.Loop.Start();
        bench.Loop.Post(new NodeSilent(bench.Loop.Clock.Now, "server1"));
        Assert.Contains("on purpose", await bench.Loop.Ended, StringComparison.Ordinal);

        using var again = new LoopBench(ExampleSites.Single, Broken, bench.Files, bench.Time);
        Assert.Equal(Operation.Local, again.Loop.View.State.Operation);
        Assert.Contains(again.Entries, entry => entry.Urgency == Urgency.Alarm && entry.Text.Contains("failed twice", StringComparison.Ordinal));

        // From the third start on it is known.
        using var third = new LoopBench(ExampleSites.Single, Broken, bench.Files, bench.Time);
        Assert.Empty(third.Resumed.Failed);
        Assert.Equal(Operation.Local, third.Loop.View.State.Operation);
        bench.Dispose();
    }

    [Fact]
    public void FullDisk_IsAnAlarmAndItsEndIsSaid()
    {
        using var bench = new LoopBench(ExampleSites.Single).Started();
        bench.Files.Full = true;
        bench.Heard("UPS1", LoopBench.OnBattery);
        Assert.Contains(bench.Entries, entry => entry.Urgency == Urgency.Alarm && entry.Text.Contains("journal", StringComparison.Ordinal));
        Assert.Equal(MainsState.Lost, bench.Loop.View.State.Upses[0].Mains);

        bench.Files.Full = false;
        bench.Time.Advance(Limits.JournalRetry);
        bench.Loop.Pump();

        Assert.Contains(bench.Entries, entry => entry.Text == "The journal is written again.");
        Assert.Equal(CanonicalText.Of(bench.Loop.View.State), CanonicalText.Of(new JournalReader(bench.Files, Decider.Decide).Read(repair: false)!.State));
    }

    [Fact]
    public void WakeUp_ComesAtItsMoment()
    {
        using var bench = new LoopBench(ExampleSites.Single).Started();
        bench.Heard("UPS1", LoopBench.OnBattery);
        var due = bench.Loop.View.State.Areas[0].DueAt!.Value;
        bench.Time.Advance(due - bench.Loop.Clock.Now + TimeSpan.FromMilliseconds(2));
        bench.Loop.Pump();

        Assert.NotEqual(due, bench.Loop.View.State.Areas[0].DueAt);
    }
}
