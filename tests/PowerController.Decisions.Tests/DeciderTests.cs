using System.Reflection;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests;

public sealed class DeciderTests
{
    public static TheoryData<Type> EventTypes =>
        [.. typeof(PowerEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PowerEvent)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static TheoryData<Type> RequestTypes =>
        [.. typeof(Request).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Request)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Decide_AnyEventAboutNobody_HasAnAnswer(Type type)
    {
        var told = new Told();
        var happened = (PowerEvent)Fill(type, "nobody");

        var decision = Decider.Decide(told.State, happened);

        Assert.NotNull(decision.State);
        Assert.False(decision.Effects.IsDefault);
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Decide_AnyEventInAnyPhase_HasAnAnswer(Type type)
    {
        foreach (var told in new[] { new Told(), new Told().Commit(), new Told().ToArming() })
        {
            foreach (var name in new[] { "UPS4", "node1", "disk1", "cluster" })
                Assert.NotNull(Decider.Decide(told.State, (PowerEvent)Fill(type, name)).State);
        }
    }

    [Theory]
    [MemberData(nameof(RequestTypes))]
    public void Decide_AnyRequest_IsAudited(Type type)
    {
        foreach (var told in new[] { new Told(), new Told().Commit() })
        {
            told.Tell(new OperatorAsked(Told.At(40), "anna", "here", (Request)Fill(type, "cluster")));
            Assert.Single(told.Effects.OfType<Model.Effects.Audit>());
        }
    }

    [Fact]
    public void Decide_ReadingThatChangesNothing_IsTheSameStateWithoutAllocation()
    {
        var told = new Told();
        var same = new UpsRead(Told.At(5), "UPS2", Told.Good);
        Decider.Decide(told.State, same);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var decision = default(Decision);
        for (var i = 0; i < 1000; i++)
            decision = Decider.Decide(told.State, same);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Same(told.State, decision.State);
        Assert.True(decision.Effects.IsEmpty);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Decide_SteadyReadingsOnBattery_ChangeNothingEither()
    {
        var told = new Told().Tell(new UpsRead(Told.At(1), "UPS2", Told.Battery));
        var state = told.State;

        told.Tell(new UpsRead(Told.At(2), "UPS2", Told.Battery with { RunTime = Told.At(2999) }));

        Assert.Same(state, told.State);
    }

    [Fact]
    public void Decide_EventFromThePast_DoesNotTurnTimeBack()
    {
        var told = new Told().Commit();
        var now = told.State.Now;

        told.Tell(new NodeReported(Told.At(1), "node1", AgentWord.ClusterStopping, 1, RunId.None));

        Assert.Equal(now, told.State.Now);
    }

    [Fact]
    public void Decide_SameEvents_GivesTheSameDecisionsToTheLetter()
    {
        Assert.Equal(CanonicalText.Of(new Told().ToArming().State), CanonicalText.Of(new Told().ToArming().State));
    }

    // Every parameter by its type: names as given, the rest the plainest value there is.
    private static object Fill(Type type, string name)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).OrderByDescending(one => one.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, name))]);
    }

    private static object? Value(Type type, string name)
    {
        if (type == typeof(string))
            return name;
        if (type == typeof(TimeSpan))
            return TimeSpan.FromSeconds(70);
        if (type == typeof(Model.Readings.Reading))
            return Told.Good;
        if (type == typeof(Model.Sites.Site))
            return Plans.PlanSites.WorkedExample;
        if (type == typeof(Request))
            return new SkipWait(name);
        if (type == typeof(System.Collections.Immutable.ImmutableArray<Run>))
            return System.Collections.Immutable.ImmutableArray<Run>.Empty;
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
    }
}
