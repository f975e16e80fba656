using PowerController.Decisions;
using PowerController.Hosts.Life;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Journal;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Tests.Journal;

namespace PowerController.Runtime.Tests.Loop;

/// <summary>A loop without a thread, on a disk in memory, at a time that stands until it is moved.</summary>
internal sealed class LoopBench : IEffectCarrier, ITurnFollower, IDisposable
{
    public static readonly Reading Good = new(OutputSource.Mains, Conditions.None, OutputVoltage: new(230), RunTime: TimeSpan.FromHours(1));
    public static readonly Reading OnBattery = new(OutputSource.Battery, Conditions.None, OutputVoltage: new(230), RunTime: TimeSpan.FromHours(1));

    private readonly Site _site;
    private readonly Decide _decide;

    public LoopBench(Site site, Decide? decide = null, MemoryFiles? files = null, ManualTime? time = null, string digest = "digest", Func<SignOfLife>? sign = null)
    {
        _site = site;
        _decide = decide ?? Decider.Decide;
        Files = files ?? new MemoryFiles();
        Time = time ?? new ManualTime();
        var reader = new JournalReader(Files, _decide);
        Resumed = reader.Read(repair: true) ?? Resumed.Fresh(SiteState.Of(_site, digest), Time.GetUtcNow());
        Loop = new SiteLoop(new LoopParts(
            new HostClock(Time, Resumed.ClockAt(Time.GetUtcNow(), (sign ?? (() => new SignOfLife("bench", Time.Now)))())), SiteJournal.Open(Files, Resumed, Time), Resumed) { Followers = [this], Decide = _decide, Sign = sign ?? (() => new SignOfLife("bench", Time.Now)) });
        Loop.Begin(this);
    }

    public MemoryFiles Files { get; }

    public ManualTime Time { get; }

    public Resumed Resumed { get; }

    public SiteLoop Loop { get; }

    public List<Effect> Carried { get; } = [];

    public List<DiaryEntry> Entries { get; } = [];

    /// <summary>How often the open runs were to be told to the other terminals.</summary>
    public int RunsSaid { get; private set; }

    public Action<Effect>? OnCarry { get; set; }

    public long Records => Loop.Counters.Journaled;

    public LoopBench Started()
    {
        Loop.Post(new Started(Loop.Clock.Now, _site.Terminals.FirstOrDefault()?.Name ?? "terminal", Time.GetUtcNow()));
        Loop.Post(new BecameMaster(Loop.Clock.Now, 1));
        foreach (var slot in Loop.View.Board.Slots)
            Loop.Heard(slot, Good);
        Loop.Pump();
        return this;
    }

    public void Heard(string ups, Reading reading)
    {
        Loop.Heard(Loop.View.Board.Find(ups)!, reading);
        Loop.Pump();
    }

    /// <summary>The same reading every second for a while, and whatever wakes up meanwhile.</summary>
    public void Pass(TimeSpan time, string ups, Reading reading)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Heard(ups, reading);
        }
    }

    public void Carry(Effect effect, SiteState state)
    {
        OnCarry?.Invoke(effect);
        Carried.Add(effect);
    }

    public void RunsChanged(SiteState state)
    {
        Assert.NotNull(state);
        RunsSaid++;
    }

    public void SiteChanged(SiteState state) => Assert.NotNull(state);

    public void Turned(PowerEvent happened, SiteState before, Decision decision, bool replayed) => Assert.False(replayed);

    public void Wrote(DiaryEntry entry) => Entries.Add(entry);

    public void Dispose() => Loop.Dispose();
}
