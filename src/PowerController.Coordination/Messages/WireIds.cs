using PowerController.Model.Runs;

namespace PowerController.Coordination.Messages;

/// <summary>Names of runs, effects and parcels as fields.</summary>
internal static class WireIds
{
    public static void Run(this ref WireWriter writer, RunId run)
    {
        writer.Int64(run.Term);
        writer.Int32(run.Number);
    }

    public static void Effect(this ref WireWriter writer, EffectId id)
    {
        writer.Run(id.Run);
        writer.Int32(id.Number);
    }

    public static void Id(this ref WireWriter writer, UInt128 id)
    {
        writer.Int64((long)(ulong)(id >> 64));
        writer.Int64((long)(ulong)id);
    }

    public static RunId Run(this ref WireReader reader) => new(reader.Natural(), reader.Int32());

    public static EffectId Effect(this ref WireReader reader) => new(reader.Run(), reader.Int32());

    public static UInt128 Id(this ref WireReader reader) => new((ulong)reader.Int64(), (ulong)reader.Int64());
}
