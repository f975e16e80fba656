using System.Buffers;
using System.Collections.Immutable;

namespace PowerController.Runtime.History.Samples;

/// <summary>Least, mean and most of a figure, in its steps.</summary>
public readonly record struct FigureSpan(int Least, int Mean, int Most);

/// <summary>An hour, or another stretch of time, of one UPS.</summary>
/// <param name="Minutes">How many minutes have a sample.</param>
/// <param name="OnBattery">How many of them were on battery.</param>
/// <param name="Spans">For each <see cref="Measure"/>; null where it was not told.</param>
public sealed record HourFigures(int Minutes, int OnBattery, ImmutableArray<FigureSpan?> Spans)
{
    private const byte Form = 1;

    /// <summary>Several stretches as one.</summary>
    public static HourFigures Together(IReadOnlyCollection<HourFigures> parts)
    {
        var spans = ImmutableArray.CreateBuilder<FigureSpan?>(MeasuredSteps.Count);
        for (var measure = 0; measure < MeasuredSteps.Count; measure++)
        {
            var told = parts.Where(part => part.Spans[measure] is not null).Select(part => (part.Minutes, Span: part.Spans[measure]!.Value)).ToList();
            var minutes = told.Sum(part => (long)part.Minutes);
            spans.Add(minutes == 0 ? null : new FigureSpan(
                told.Min(part => part.Span.Least),
                (int)Math.Round(told.Sum(part => (double)part.Minutes * part.Span.Mean) / minutes),
                told.Max(part => part.Span.Most)));
        }

        return new HourFigures(parts.Sum(part => part.Minutes), parts.Sum(part => part.OnBattery), spans.DrainToImmutable());
    }

    internal ReadOnlySpan<byte> Write(ArrayBufferWriter<byte> to)
    {
        to.ResetWrittenCount();
        to.Write(Form);
        to.Write((ulong)Minutes);
        to.Write((ulong)OnBattery);
        var told = 0UL;
        for (var at = 0; at < Spans.Length; at++)
            told |= Spans[at] is null ? 0 : 1UL << at;
        to.Write(told);
        foreach (var span in Spans)
        {
            if (span is not { } known)
                continue;
            to.WriteSigned(known.Least);
            to.WriteSigned((long)known.Mean - known.Least);
            to.WriteSigned((long)known.Most - known.Mean);
        }

        return to.WrittenSpan;
    }

    internal static HourFigures Read(ReadOnlySpan<byte> packed)
    {
        if (Packed.Read(ref packed) != Form)
            throw new InvalidDataException("The figures of an hour are of an unknown form.");
        var minutes = (int)Packed.Read(ref packed);
        var onBattery = (int)Packed.Read(ref packed);
        var told = Packed.Read(ref packed);
        var spans = ImmutableArray.CreateBuilder<FigureSpan?>(MeasuredSteps.Count);
        for (var at = 0; at < MeasuredSteps.Count; at++)
        {
            if ((told & (1UL << at)) == 0)
            {
                spans.Add(null);
                continue;
            }

            var least = Packed.ReadSigned(ref packed);
            var mean = least + Packed.ReadSigned(ref packed);
            spans.Add(new FigureSpan((int)least, (int)mean, (int)(mean + Packed.ReadSigned(ref packed))));
        }

        return new HourFigures(minutes, onBattery, spans.DrainToImmutable());
    }
}
