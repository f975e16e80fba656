using System.Runtime.CompilerServices;
using PowerController.Model.Readings;

namespace PowerController.Runtime.History.Samples;

/// <summary>What a UPS said in one minute, in whole steps.</summary>
public readonly record struct UpsSample(OutputSource Source, Conditions Conditions, MeasuredSteps Measured)
{
    public static UpsSample Of(Reading reading)
    {
        var measured = default(MeasuredSteps);
        for (var at = 0; at < MeasuredSteps.Count; at++)
        {
            var measure = Measure.All[at];
            measured[at] = measure.Of(reading) is { } value && double.IsFinite(value)
                ? (int)Math.Clamp(Math.Round(value * measure.StepsInOne), -int.MaxValue, int.MaxValue)
                : MeasuredSteps.NotTold;
        }

        return new UpsSample(reading.Source, reading.Conditions, measured);
    }

    /// <summary>The figure in its unit; null where it was not told.</summary>
    public double? Value(int measure) => Measured[measure] is var steps and not MeasuredSteps.NotTold ? Measure.All[measure].Value(steps) : null;

    public bool Equals(UpsSample other)
    {
        var (mine, others) = (Measured, other.Measured);
        return Source == other.Source && Conditions == other.Conditions && ((ReadOnlySpan<int>)mine).SequenceEqual(others);
    }

    public override int GetHashCode() => HashCode.Combine(Source, Conditions, Measured[0], Measured[1]);
}

/// <summary>A number for each <see cref="Measure"/>.</summary>
[InlineArray(Count)]
public struct MeasuredSteps
{
    public const int Count = 10;

    /// <summary>Stands for a figure that the UPS did not tell.</summary>
    public const int NotTold = int.MinValue;

    private int _first;
}
