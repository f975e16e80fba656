using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Scenarios.World;

namespace PowerController.Scenarios;

/// <summary>The journal is the truth: whoever replays it stands where the one before stood, at whatever event that one fell.</summary>
public sealed class ReplayTests
{
    [Theory]
    [MemberData(nameof(StoryTests.Names), MemberType = typeof(StoryTests))]
    public void Journal_OfAnyStoryReplayed_GivesTheSameState(string name)
    {
        var world = StoryOf(name).Play();

        var replayed = Replay(world, world.Journal.Count);

        Assert.Equal(CanonicalText.Of(world.State), CanonicalText.Of(replayed));
    }

    [Theory]
    [InlineData("worked-example-1-all-fail")]
    [InlineData("way-b-all-fail")]
    [InlineData("mirror-all-fail")]
    public void Crash_AtEachEventOfAFullRun_EndsWithEverythingRunning(string name)
    {
        var story = StoryOf(name);
        var crashes = story.Play().Journal.Count;
        Assert.True(crashes > 50, "A full run has many events.");
        for (var crash = 0; crash < crashes; crash++)
        {
            var world = story.Play(crashAfter: crash);
            Assert.True(world.Broken.Count == 0, $"Crash after event {crash}: {string.Join(", ", world.Broken)}");
            Assert.True(world.State.Runs.IsEmpty, $"Crash after event {crash}: a run is left open in {string.Join(",", world.State.Runs.Select(run => run.Phase))}.");
            Assert.True(world.Nodes.Values.All(node => node.Word == AgentWord.Up), $"Crash after event {crash}: a node was left off.");
        }
    }

    /// <summary>A quarter of a minute without a master, beginning at every third second of the run, so in each of its phases.</summary>
    [Theory]
    [InlineData("worked-example-1-all-fail", 1100)]
    [InlineData("warm-up-with-a-dark-rank-way-b", 2200)]
    [InlineData("mirror-all-fail", 1100)]
    public void Master_LostAtAnyMomentOfAFullRun_TheRunEndsWithEverythingRunning(string name, int lasts)
    {
        var story = StoryOf(name);
        var lostIn = new SortedSet<Phase>();
        for (var lost = 1; lost < lasts; lost += 3)
        {
            var world = (story with { Happenings = [.. story.Happenings, (lost, "standby 2"), (lost + 15, "master 3")] }).Play(beforeEach: so => NotePhase(so, lost, lostIn));
            Assert.True(world.Broken.Count == 0, $"Master lost at {lost} s: {string.Join(", ", world.Broken)}");
            Assert.True(world.State.Runs.IsEmpty, $"Master lost at {lost} s: a run is left open in {string.Join(",", world.State.Runs.Select(run => run.Phase))}.");
            Assert.True(world.Nodes.Values.All(node => node.Word == AgentWord.Up), $"Master lost at {lost} s: a node was left off.");
        }

        Assert.Superset(new HashSet<Phase>([Phase.Watching, Phase.StoppingCluster, Phase.Dark, Phase.AwaitingPower, Phase.StartingNodes]), lostIn.ToHashSet());
    }

    private static void NotePhase(EchoWorld world, int lost, SortedSet<Phase> phases)
    {
        if (world.Now < lost || world.Now >= lost + 1)
            return;
        foreach (var run in world.State.Runs)
            phases.Add(run.Phase);
    }

    [Fact]
    public void Crash_AtEachEvent_ReissuesOnlyEffectsOfTheSameIds()
    {
        var world = StoryOf("worked-example-1-all-fail").Play();
        for (var events = 1; events <= world.Journal.Count; events++)
        {
            var before = Replay(world, events);
            var pending = before.Runs.SelectMany(run => run.Pending).Select(one => one.Effect.Id).ToHashSet();
            var resumed = Decider.Decide(before, new Started(before.Now, world.Self, DateTimeOffset.UnixEpoch));
            var known = resumed.Effects.Where(effect => pending.Contains(effect.Id)).Select(effect => effect.Id).ToHashSet();
            // A stop is held back until it is seen who has booted since, and by then it may not be wanted any more.
            var held = before.Runs.SelectMany(run => run.Pending).Where(one => one.Effect is OrderOsStop or OrderClusterStop or RebootNode).Select(one => one.Effect.Id);
            Assert.True(before.Role == Role.Standby || known.Union(held).ToHashSet().SetEquals(pending), $"After event {events} something that had no result was forgotten: {string.Join(", ", pending.Except(known).Except(held))}.");
        }
    }

    [Fact]
    public void Run_ThatHasEnded_LeavesNothingToReplay()
    {
        var world = StoryOf("mirror-all-fail").Play();

        var resumed = Decider.Decide(world.State, new Started(world.State.Now, world.Self, DateTimeOffset.UnixEpoch));

        Assert.Empty(world.State.Runs);
        Assert.DoesNotContain(resumed.Effects, effect => EffectWords.Of(effect) is not null);
    }

    private static SiteState Replay(EchoWorld world, int events)
    {
        var state = SiteState.Of(world.Site, "sample");
        foreach (var happened in world.Journal.Take(events))
            state = Decider.Decide(state, happened).State;
        return state;
    }

    private static Story StoryOf(string name) =>
        Story.Parse(File.ReadAllLines(Path.Combine(StoryTests.Folder(), name + ".story")).TakeWhile(line => line != Story.Divider));
}
