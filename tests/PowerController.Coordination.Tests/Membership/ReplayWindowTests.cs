using PowerController.Coordination.Membership;

namespace PowerController.Coordination.Tests.Membership;

public sealed class ReplayWindowTests
{
    [Fact]
    public void Window_AgainstASetOfAllCounters_NeverTakesOneTwice()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var window = ReplayWindow.Empty;
        var seen = new HashSet<long>();
        var highest = 0L;
        for (var step = 0; step < 200_000; step++)
        {
            var counter = Math.Max(1, highest + random.Next(-400, random.Next(100) == 0 ? 600 : 20));
            var isNew = window.IsNew(counter);
            Assert.True(!isNew || !seen.Contains(counter), $"seed {seed}: {counter} was taken twice");
            // Within the window nothing new is refused.
            Assert.True(isNew || seen.Contains(counter) || highest - counter >= 256, $"seed {seed}: {counter} was refused at {highest}");
            if (!isNew)
                continue;
            window = window.With(counter);
            seen.Add(counter);
            highest = Math.Max(highest, counter);
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(950)]
    [InlineData(800)]
    public void Window_ThroughACounter_TakesNothingUpToItAndWhatIsNewBeyond(long through)
    {
        var window = ReplayWindow.Empty.With(1000).Through(through);

        for (var counter = 700L; counter <= 1100; counter++)
            Assert.Equal(counter > through && counter != 1000, window.IsNew(counter));
    }
}
