using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Diary;
using PowerController.Runtime.Journal;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Runtime.Tests.Journal;

public sealed class JournalFormTests
{
    /// <summary>States are large and their text is made slowly: one in so many is looked at, another one each time.</summary>
    private const int EveryState = 97;

    public static TheoryData<string> Sites => [.. ExampleSites.All.Select(site => site.Name)];

    [Theory]
    [MemberData(nameof(Sites))]
    public void Night_WrittenAndReadBack_SaysTheSame(string name)
    {
        var site = ExampleSites.All.First(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        var ground = new Ground(site);
        var count = 0;
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Night.Play(ground, seed, FaultLevel.Many, (state, happened) =>
            {
                var decision = Decider.Decide(state, happened);
                if (kinds.Add(happened.GetType().Name) || count % 11 == 0)
                    AssertSame(new Happened(happened));
                foreach (var effect in decision.Effects.Where(effect => kinds.Add(effect.GetType().Name) || count % 11 == 0))
                    AssertSame(new Holder(effect));
                if (count++ % EveryState == 0)
                    AssertSame(new Checkpoint(decision.State, Pages.Empty));
                return decision;
            });
        }

        Assert.Contains(nameof(UpsRead), kinds);
        Assert.Contains(nameof(WakeAt), kinds);
    }

    [Fact]
    public void Checkpoint_OfASiteWithCommandsOfItsOwn_IsReadBack()
    {
        const string Text = """
            site: s
            build: single
            groups:
            - name: g
              upses: [{ name: U1, simulated: {} }]
              nodes: [{ name: node1, address: 10.0.0.1, supply: U1, commands: { osStop: ["sh -c 'sync; poweroff'"] } }]
            """;
        var configuration = SiteConfiguration.Parse(Text, "site.yaml").Configuration!;
        var written = JournalForm.Write(new Checkpoint(SiteState.Of(configuration.Site, configuration.Digest), Pages.Empty));

        var read = JournalForm.Read<Checkpoint>(written);

        Assert.Equal(configuration.Digest, SiteDigest.Of(read!.State.Topology.Site));
    }

    /// <summary>A member that this version has and an earlier one had not: whatever list it is, what was written without it is read, and can be written again.</summary>
    [Fact]
    public void Checkpoint_OfAVersionWithoutSomeList_IsReadWithAnEmptyOne()
    {
        var site = ExampleSites.All.First(one => one.Clusters.Length > 0);
        var written = JsonNode.Parse(JournalForm.Write(new Checkpoint(SiteState.Of(site, "digest"), Pages.Empty)))!;
        var lists = new SortedSet<string>(StringComparer.Ordinal);
        NoteLists(written, lists);
        Assert.Contains("OwnUps", lists);
        var read = 0;
        foreach (var list in lists)
        {
            var without = written.DeepClone();
            Remove(without, list);
            // A few of them everything hangs on: without its rows there is no state.
            if (JournalForm.Read<Checkpoint>(JsonSerializer.SerializeToUtf8Bytes(without)) is not { State.Topology: not null } checkpoint)
                continue;
            read++;
            Assert.NotNull(JournalForm.Read<Checkpoint>(JournalForm.Write(checkpoint)));
        }

        var ownUps = written.DeepClone();
        Remove(ownUps, "OwnUps");
        var earlier = JournalForm.Read<Checkpoint>(JsonSerializer.SerializeToUtf8Bytes(ownUps));
        Assert.All(earlier!.State.Topology.Site.Nodes, node => Assert.True(node.Commands.OwnUps.IsEmpty));
        Assert.Equal(SiteDigest.Of(site), SiteDigest.Of(earlier.State.Topology.Site));
        Assert.True(read > 10, $"Only {read} of {lists.Count} could be left out.");
    }

    [Fact]
    public void EveryEvent_AndEveryRequest_IsACase()
    {
        foreach (var type in typeof(PowerEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(PowerEvent))))
        {
            var text = Encoding.UTF8.GetString(JournalForm.Write(new Happened(Sample<PowerEvent>(type))));
            Assert.Contains($"\"is\":\"{type.Name}\"", text, StringComparison.Ordinal);
        }

        foreach (var type in typeof(Request).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Request))))
            AssertSame(new Happened(new OperatorAsked(TimeSpan.FromTicks(7), "anna", "127.0.0.1", Sample<Request>(type))));
    }

    [Fact]
    public void Configuration_WrittenAndReadBack_IsTheSameSite()
    {
        foreach (var site in ExampleSites.All)
            AssertSame(new Happened(new ConfigurationChanged(TimeSpan.FromSeconds(1.5), site, "digest")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"Event":{"is":"NeverHeardOf","At":1}}""")]
    [InlineData("""{"Event":{"is":"Woke","At":"late"}}""")]
    public void Text_ThatIsNoEvent_IsNull(string text)
    {
        var read = JournalForm.Read<Happened>(Encoding.UTF8.GetBytes(text));

        Assert.Null(read?.Event);
    }

    private static void NoteLists(JsonNode? node, SortedSet<string> lists)
    {
        if (node is JsonArray rows)
        {
            foreach (var row in rows)
                NoteLists(row, lists);
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                if (value is JsonArray)
                    lists.Add(name);
                NoteLists(value, lists);
            }
        }
    }

    private static void Remove(JsonNode? node, string list)
    {
        if (node is JsonArray rows)
        {
            foreach (var row in rows)
                Remove(row, list);
        }
        else if (node is JsonObject members)
        {
            if (members[list] is JsonArray)
                members.Remove(list);
            foreach (var (_, value) in members)
                Remove(value, list);
        }
    }

    private static void AssertSame<T>(T written)
        where T : class
    {
        var read = JournalForm.Read<T>(JournalForm.Write(written));
        Assert.NotNull(read);
        var before = written is Happened { Event: ConfigurationChanged changed } ? Runtime.Configuration.SiteDigest.CanonicalText(changed.Site) : Text(written);
        var after = read is Happened { Event: ConfigurationChanged again } ? Runtime.Configuration.SiteDigest.CanonicalText(again.Site) : Text(read);
        Assert.Equal(before, after);
    }

    // The times follow from the site and are not written.
    private static string Text(object value) => CanonicalText.Of(value is Checkpoint checkpoint ? checkpoint with { State = checkpoint.State with { Times = null } } : value);

    private static T Sample<T>(Type type)
        where T : class
    {
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        return (T)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType))]);
    }

    private static object? Value(Type type) =>
        type == typeof(string) ? "UPS1"
        : type == typeof(Site) ? ExampleSites.Single
        : type == typeof(Request) ? new SwitchToLocal()
        : type == typeof(System.Collections.Immutable.ImmutableArray<Run>) ? System.Collections.Immutable.ImmutableArray<Run>.Empty
        : type.IsValueType ? Activator.CreateInstance(type)
        : type == typeof(Model.Readings.Reading) ? new Model.Readings.Reading(Model.Readings.OutputSource.Mains, Model.Readings.Conditions.Charging)
        : null;

    private sealed record Holder(Effect Effect);
}
