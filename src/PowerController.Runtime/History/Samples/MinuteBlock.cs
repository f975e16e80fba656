using System.Buffers;
using PowerController.Model.Readings;

namespace PowerController.Runtime.History.Samples;

/// <summary>The samples of all UPSes of one minute as one value: one row is written a minute, however large the site.</summary>
internal static class MinuteBlock
{
    /// <summary>The first byte; another form gets another.</summary>
    private const byte Form = 1;

    /// <param name="samples">In the order of their numbers.</param>
    public static ReadOnlySpan<byte> Write(ArrayBufferWriter<byte> to, IReadOnlyList<(int Ups, UpsSample Sample)> samples)
    {
        to.ResetWrittenCount();
        to.Write(Form);
        to.Write((ulong)samples.Count);
        var last = 0;
        foreach (var (ups, sample) in samples)
        {
            to.Write((ulong)(ups - last));
            last = ups;
            to.Write((ulong)sample.Source);
            to.Write((ulong)sample.Conditions);
            var told = 0UL;
            for (var at = 0; at < MeasuredSteps.Count; at++)
                told |= sample.Measured[at] == MeasuredSteps.NotTold ? 0 : 1UL << at;
            to.Write(told);
            for (var at = 0; at < MeasuredSteps.Count; at++)
            {
                if (sample.Measured[at] != MeasuredSteps.NotTold)
                    to.WriteSigned(sample.Measured[at]);
            }
        }

        return to.WrittenSpan;
    }

    /// <summary>Tells each sample of the block.</summary>
    public static void Read(ReadOnlySpan<byte> block, Action<int, UpsSample> tell)
    {
        if (Packed.Read(ref block) != Form)
            throw new InvalidDataException("A minute of samples is of an unknown form.");
        var count = Packed.Read(ref block);
        var ups = 0;
        for (var at = 0UL; at < count; at++)
        {
            ups += (int)Packed.Read(ref block);
            var source = (OutputSource)Packed.Read(ref block);
            var conditions = (Conditions)Packed.Read(ref block);
            var told = Packed.Read(ref block);
            var measured = default(MeasuredSteps);
            for (var measure = 0; measure < MeasuredSteps.Count; measure++)
                measured[measure] = (told & (1UL << measure)) == 0 ? MeasuredSteps.NotTold : (int)Packed.ReadSigned(ref block);
            tell(ups, new UpsSample(source, conditions, measured));
        }
    }
}
