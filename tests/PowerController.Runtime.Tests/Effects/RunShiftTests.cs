using PowerController.Decisions;
using PowerController.Model.Runs;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Tests.Journal;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Sites;

namespace PowerController.Runtime.Tests.Effects;

public sealed class RunShiftTests
{
    /// <summary>By reflection, so that a moment that is added to a run can not be forgotten in its shift.</summary>
    [Fact]
    public void Runs_ShiftedForthAndBack_AreTheSameAndEveryMomentMoves()
    {
        var tape = NightTape.Of(ExampleSites.TerminalApart, 4, FaultLevel.None);
        var runs = tape.Decisions.Select(decision => decision.State.Runs).Where(open => !open.IsEmpty).ToList();
        Assert.NotEmpty(runs);
        var ahead = TimeSpan.FromDays(400);
        foreach (var open in runs.Where((_, at) => at % 50 == 0))
        {
            var moved = RunShift.By(open, ahead);
            Assert.Equal(CanonicalText.Of(open), CanonicalText.Of(RunShift.By(moved, -ahead)));
            Assert.Empty(Moments(moved).Where(moment => moment.At != TimeSpan.Zero && moment.At < TimeSpan.FromDays(300)).Select(moment => moment.Name));
        }
    }

    // Durations are what is left: they are named here.
    private static readonly string[] _durations = ["RetryEvery", "Delay", "ReturnAfter"];

    private static IEnumerable<(string Name, TimeSpan At)> Moments(object? value, string name = "", int depth = 0)
    {
        if (value is TimeSpan at)
            return [(name, at)];
        if (value is null or string || value.GetType().IsEnum || value.GetType().IsPrimitive || depth > 12)
            return [];
        if (value is System.Collections.IEnumerable rows)
            return rows.Cast<object?>().SelectMany(row => Moments(row, name, depth + 1));
        return value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && !_durations.Contains(property.Name))
            .SelectMany(property => Moments(property.GetValue(value), $"{name}.{property.Name}", depth + 1));
    }
}
