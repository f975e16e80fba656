using System.Buffers;
using System.Numerics;
using PowerController.Model.Readings;

namespace PowerController.Runtime.History.Samples;

/// <summary>The minutes of one UPS in one hour. Packed column by column: what did not change costs a few bytes, what changed little costs one a minute.</summary>
internal sealed class HourOfSamples
{
    public const int Minutes = 60;

    private const byte Form = 1;
    private const byte Same = 0;
    private const byte Changing = 1;

    /// <summary>Source, conditions, then the measures.</summary>
    private const int Columns = 2 + MeasuredSteps.Count;

    private readonly UpsSample[] _samples = new UpsSample[Minutes];
    private ulong _have;

    public int Count => BitOperations.PopCount(_have);

    public UpsSample? this[int minute] => Has(minute) ? _samples[minute] : null;

    public void Put(int minute, UpsSample sample)
    {
        _samples[minute] = sample;
        _have |= 1UL << minute;
    }

    /// <summary>To be used again for another UPS.</summary>
    public void Clear() => _have = 0;

    public ReadOnlySpan<byte> Write(ArrayBufferWriter<byte> to)
    {
        to.ResetWrittenCount();
        to.Write(Form);
        to.Write(_have);
        for (var column = 0; column < Columns; column++)
            WriteColumn(to, column);
        return to.WrittenSpan;
    }

    /// <summary>Adds what was packed; a minute that is there already stays as it is.</summary>
    public void Read(ReadOnlySpan<byte> packed)
    {
        if (Packed.Read(ref packed) != Form)
            throw new InvalidDataException("An hour of samples is of an unknown form.");
        var have = Packed.Read(ref packed);
        var read = new long[Columns][];
        for (var column = 0; column < Columns; column++)
            read[column] = ReadColumn(ref packed, have);
        for (var minute = 0; minute < Minutes; minute++)
        {
            if ((have & (1UL << minute)) == 0 || Has(minute))
                continue;
            var measured = default(MeasuredSteps);
            for (var at = 0; at < MeasuredSteps.Count; at++)
                measured[at] = (int)read[at + 2][minute];
            Put(minute, new UpsSample((OutputSource)read[0][minute], (Conditions)read[1][minute], measured));
        }
    }

    public HourFigures Figures()
    {
        var spans = new FigureSpan?[MeasuredSteps.Count];
        for (var measure = 0; measure < spans.Length; measure++)
            spans[measure] = SpanOf(measure);
        var onBattery = 0;
        for (var minute = 0; minute < Minutes; minute++)
            onBattery += Has(minute) && _samples[minute].Source == OutputSource.Battery ? 1 : 0;
        return new HourFigures(Count, onBattery, [.. spans]);
    }

    private bool Has(int minute) => (_have & (1UL << minute)) != 0;

    private FigureSpan? SpanOf(int measure)
    {
        var (least, most, sum, count) = (int.MaxValue, int.MinValue, 0L, 0);
        for (var minute = 0; minute < Minutes; minute++)
        {
            if (!Has(minute) || _samples[minute].Measured[measure] is var steps && steps == MeasuredSteps.NotTold)
                continue;
            least = Math.Min(least, steps);
            most = Math.Max(most, steps);
            sum += steps;
            count++;
        }

        return count == 0 ? null : new FigureSpan(least, (int)Math.Round(sum / (double)count), most);
    }

    private void WriteColumn(ArrayBufferWriter<byte> to, int column)
    {
        long? first = null;
        var same = true;
        for (var minute = 0; minute < Minutes && same; minute++)
        {
            if (!Has(minute))
                continue;
            first ??= Of(minute, column);
            same = Of(minute, column) == first;
        }

        to.Write(same ? Same : Changing);
        if (same)
        {
            to.WriteSigned(first ?? 0);
            return;
        }

        var last = 0L;
        for (var minute = 0; minute < Minutes; minute++)
        {
            if (!Has(minute))
                continue;
            to.WriteSigned(Of(minute, column) - last);
            last = Of(minute, column);
        }
    }

    private static long[] ReadColumn(ref ReadOnlySpan<byte> packed, ulong have)
    {
        var values = new long[Minutes];
        var same = Packed.Read(ref packed) == Same;
        var last = same ? Packed.ReadSigned(ref packed) : 0;
        for (var minute = 0; minute < Minutes; minute++)
        {
            if ((have & (1UL << minute)) != 0)
                values[minute] = last = same ? last : last + Packed.ReadSigned(ref packed);
        }

        return values;
    }

    private long Of(int minute, int column) => column switch
    {
        0 => (long)_samples[minute].Source,
        1 => (long)_samples[minute].Conditions,
        _ => _samples[minute].Measured[column - 2],
    };
}
