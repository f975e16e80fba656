using System.Buffers;
using PowerController.Model.Readings;
using PowerController.Runtime.Following;
using PowerController.Runtime.History.Samples;

namespace PowerController.Runtime.History;

public sealed class SamplesTests(ITestOutputHelper output)
{
    [Fact]
    public void Sample_OfAReading_KeepsItsFigures()
    {
        var sample = UpsSample.Of(FollowedSite.OnMains());

        Assert.Equal([100, 1800, 30, 300, 101.2, 50.02, 100.4, 3.1, 54.25, 24.5], Enumerable.Range(0, MeasuredSteps.Count).Select(at => sample.Value(at)!.Value));
        Assert.Equal(MeasuredSteps.Count, Measure.All.Length);
    }

    [Fact]
    public void Sample_OfAReadingThatTellsLittle_KnowsWhatWasNotTold()
    {
        var sample = UpsSample.Of(new Reading(OutputSource.Battery, Conditions.LowBattery));

        Assert.All(Enumerable.Range(0, MeasuredSteps.Count), at => Assert.Null(sample.Value(at)));
        Assert.Equal(Conditions.LowBattery, sample.Conditions);
    }

    [Fact]
    public void MinuteBlock_OfAnySamples_ReadsAsWritten()
    {
        var random = Seeded();
        for (var round = 0; round < 50; round++)
        {
            var samples = Enumerable.Range(1, random.Next(1, 200)).Where(_ => random.Next(3) > 0).Select(ups => (ups * 3, Any(random))).ToList();
            var read = new List<(int, UpsSample)>();

            MinuteBlock.Read(MinuteBlock.Write(new ArrayBufferWriter<byte>(), samples), (ups, sample) => read.Add((ups, sample)));

            Assert.Equal(samples, read);
        }
    }

    [Fact]
    public void Hour_OfAnySamples_ReadsAsWritten()
    {
        var random = Seeded();
        for (var round = 0; round < 50; round++)
        {
            var (hour, read) = (new HourOfSamples(), new HourOfSamples());
            var steady = Any(random);
            for (var minute = 0; minute < HourOfSamples.Minutes; minute++)
            {
                if (random.Next(4) > 0)
                    hour.Put(minute, random.Next(2) == 0 ? steady : Any(random));
            }

            read.Read(hour.Write(new ArrayBufferWriter<byte>()));

            Assert.Equal(Enumerable.Range(0, HourOfSamples.Minutes).Select(minute => hour[minute]), Enumerable.Range(0, HourOfSamples.Minutes).Select(minute => read[minute]));
            var figures = HourFigures.Read(hour.Figures().Write(new ArrayBufferWriter<byte>()));
            Assert.Equal(hour.Figures().Spans, figures.Spans);
            Assert.Equal(hour.Count, figures.Minutes);
        }
    }

    [Fact]
    public void Hour_OfASteadyUps_IsSmall()
    {
        var hour = new HourOfSamples();
        for (var minute = 0; minute < HourOfSamples.Minutes; minute++)
            hour.Put(minute, UpsSample.Of(FollowedSite.OnMains(minute % 2 == 0 ? 30 : 30.5)));

        Assert.InRange(hour.Write(new ArrayBufferWriter<byte>()).Length, 60, 130);
    }

    [Fact]
    public void Hour_ReadIntoOneWithSamples_KeepsWhatIsThere()
    {
        var (first, second) = (new HourOfSamples(), new HourOfSamples());
        first.Put(3, UpsSample.Of(FollowedSite.OnMains(10)));
        second.Put(3, UpsSample.Of(FollowedSite.OnMains(20)));
        second.Put(4, UpsSample.Of(FollowedSite.OnMains(20)));

        first.Read(second.Write(new ArrayBufferWriter<byte>()));

        Assert.Equal(10, first[3]!.Value.Value(2));
        Assert.Equal(20, first[4]!.Value.Value(2));
    }

    [Fact]
    public void Figures_OfAnHour_AreLeastMeanAndMost()
    {
        var hour = new HourOfSamples();
        hour.Put(0, UpsSample.Of(FollowedSite.OnBattery(90)));
        hour.Put(1, UpsSample.Of(FollowedSite.OnBattery(80)));
        hour.Put(2, UpsSample.Of(FollowedSite.OnMains()));

        var figures = hour.Figures();

        Assert.Equal((3, 2), (figures.Minutes, figures.OnBattery));
        Assert.Equal(new FigureSpan(800, 900, 1000), figures.Spans[0]);
    }

    [Fact]
    public void Figures_OfSeveralHours_WeighByMinutes()
    {
        var two = new HourFigures(2, 1, [.. Enumerable.Repeat<FigureSpan?>(new FigureSpan(1, 10, 20), MeasuredSteps.Count)]);
        var six = new HourFigures(6, 0, [.. Enumerable.Repeat<FigureSpan?>(new FigureSpan(5, 30, 40), MeasuredSteps.Count)]);

        var both = HourFigures.Together([two, six]);

        Assert.Equal((8, 1), (both.Minutes, both.OnBattery));
        Assert.Equal(new FigureSpan(1, 25, 40), both.Spans[4]);
    }

    [Fact]
    public void Stored_CutShort_IsRefused()
    {
        var hour = new HourOfSamples();
        hour.Put(0, UpsSample.Of(FollowedSite.OnMains()));
        var packed = hour.Write(new ArrayBufferWriter<byte>()).ToArray();

        Assert.All(Enumerable.Range(0, packed.Length), length => Assert.Throws<InvalidDataException>(() => new HourOfSamples().Read(packed.AsSpan(0, length))));
    }

    private static UpsSample Any(Random random)
    {
        var measured = default(MeasuredSteps);
        for (var at = 0; at < MeasuredSteps.Count; at++)
            measured[at] = random.Next(4) switch { 0 => MeasuredSteps.NotTold, 1 => random.Next(-int.MaxValue, int.MaxValue), _ => random.Next(0, 5000) };
        return new UpsSample((OutputSource)random.Next(5), (Conditions)random.Next(1 << 15), measured);
    }

    private Random Seeded()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        return new Random(seed);
    }
}
