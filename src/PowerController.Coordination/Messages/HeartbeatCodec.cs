using System.Collections.Immutable;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Units;

namespace PowerController.Coordination.Messages;

/// <summary>The heartbeat as bytes.</summary>
internal static class HeartbeatCodec
{
    private const int OffersMax = 2;

    [Flags]
    private enum Parts
    {
        None = 0,
        Leaving = 1,
        Terminal = 2,
        Leads = 4,
        RunsCommitted = 8,
        Node = 16,
        Administrator = 32,
        All = 63,
    }

    public static void Write(ref WireWriter writer, Heartbeat beat)
    {
        var parts = (beat.Leaving ? Parts.Leaving : Parts.None)
            | (beat.Terminal is null ? Parts.None : Parts.Terminal)
            | (beat.Terminal is { Leads: true } ? Parts.Leads : Parts.None)
            | (beat.Terminal is { RunsCommitted: true } ? Parts.RunsCommitted : Parts.None)
            | (beat.Node is null ? Parts.None : Parts.Node)
            | (beat.Node?.Administrator is null ? Parts.None : Parts.Administrator);
        writer.Byte((int)parts);
        writer.Int64(beat.Term);
        writer.Int64(beat.ConfigurationVersion);
        writer.Text(beat.ConfigurationDigest, Limits.DigestBytes);
        if (beat.Terminal is { } terminal)
        {
            writer.UInt32(terminal.Follows);
            writer.UInt32(terminal.YieldsTo);
        }

        if (beat.Node is { } node)
            Write(ref writer, node);
        writer.Byte(beat.Upses.Length);
        foreach (var ups in beat.Upses)
        {
            writer.Text(ups.Ups, Limits.NameBytes);
            Write(ref writer, ups.Reading);
        }

        writer.Byte(beat.Offers.Length);
        foreach (var offer in beat.Offers)
        {
            writer.Byte((int)offer.Kind);
            writer.Id(offer.Id);
            writer.Int64(offer.Version);
            writer.Int32(offer.Size);
        }

        // Last, so that they take what room is left.
        var echoes = Math.Clamp((writer.Left - 1) / 10, 0, beat.Echoes.Length);
        writer.Byte(echoes);
        foreach (var echo in beat.Echoes[..echoes])
        {
            writer.UInt32(echo.NameCode);
            writer.Boot(echo.Boot);
        }
    }

    public static Heartbeat? Read(ref WireReader reader)
    {
        var parts = (Parts)reader.Byte();
        if ((parts & ~Parts.All) != Parts.None || (parts.HasFlag(Parts.Administrator) && !parts.HasFlag(Parts.Node)))
            return null;
        var term = reader.Natural();
        var version = reader.Natural();
        var digest = reader.Text(Limits.DigestBytes);
        var terminal = parts.HasFlag(Parts.Terminal)
            ? new TerminalWord(parts.HasFlag(Parts.Leads), parts.HasFlag(Parts.RunsCommitted), reader.UInt32(), reader.UInt32())
            : null;
        var node = parts.HasFlag(Parts.Node) ? ReadNode(ref reader, parts.HasFlag(Parts.Administrator)) : null;
        var upses = ImmutableArray.CreateBuilder<UpsWord>();
        for (var left = reader.Count(Limits.UpsesInHeartbeat); left > 0; left--)
            upses.Add(new UpsWord(reader.Name(), ReadReading(ref reader)));
        var offers = ImmutableArray.CreateBuilder<ParcelOffer>();
        for (var left = reader.Count(OffersMax); left > 0; left--)
            offers.Add(new ParcelOffer(reader.OneOf(ParcelKind.Runs), reader.Id(), reader.Natural(), reader.Int32()));
        var echoes = ImmutableArray.CreateBuilder<Echo>();
        for (var left = reader.Count(Limits.Echoes); left > 0; left--)
            echoes.Add(new Echo(reader.UInt32(), reader.Boot()));
        return new Heartbeat(term, parts.HasFlag(Parts.Leaving), version, digest, terminal, node, upses.ToImmutable(), offers.ToImmutable(), echoes.ToImmutable());
    }

    private static void Write(ref WireWriter writer, NodeWord node)
    {
        writer.Byte((int)node.Word);
        writer.Int64(node.Boot);
        writer.Run(node.Run);
        writer.Byte((int)node.Cluster);
        if (node.Administrator is not { } administrator)
            return;
        writer.Text(administrator.Name, Limits.NameBytes);
        writer.Byte((int)administrator.Kind);
    }

    private static NodeWord ReadNode(ref WireReader reader, bool administrator) => new(
        reader.OneOf(AgentWord.OsStopping),
        reader.Natural(),
        reader.Run(),
        reader.OneOf(ClusterWord.Stopped),
        administrator ? new AdministratorWord(reader.Name(), reader.OneOf(AdministratorStop.Reboot)) : null);

    private static void Write(ref WireWriter writer, Reading reading)
    {
        ReadOnlySpan<double?> figures =
        [
            reading.Charge?.Value, reading.RunTime?.TotalSeconds, reading.Load?.Value, reading.OutputPower?.Value, reading.InputVoltage?.Value,
            reading.InputFrequency?.Value, reading.OutputVoltage?.Value, reading.OutputCurrent?.Value, reading.BatteryVoltage?.Value, reading.BatteryTemperature?.Value,
        ];
        writer.Byte((int)reading.Source);
        writer.UInt16((int)reading.Conditions);
        var told = 0;
        for (var at = 0; at < figures.Length; at++)
            told |= figures[at] is null ? 0 : 1 << at;
        writer.UInt16(told);
        foreach (var figure in figures)
        {
            if (figure is { } value)
                writer.Single(value);
        }
    }

    private static Reading ReadReading(ref WireReader reader)
    {
        var source = reader.OneOf(OutputSource.Off);
        var conditions = (Conditions)reader.UInt16();
        var told = reader.UInt16();
        Span<double?> figures = stackalloc double?[10];
        for (var at = 0; at < figures.Length; at++)
            figures[at] = (told & (1 << at)) == 0 ? null : reader.Single();
        return new Reading(
            source,
            conditions,
            figures[0] is { } charge ? new Percent(charge) : null,
            // A hundred days are more than any battery has; more seconds than a TimeSpan holds would not be a reading.
            figures[1] is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 8_640_000)) : null,
            figures[2] is { } load ? new Percent(load) : null,
            figures[3] is { } power ? new Watts(power) : null,
            figures[4] is { } input ? new Volts(input) : null,
            figures[5] is { } frequency ? new Hertz(frequency) : null,
            figures[6] is { } output ? new Volts(output) : null,
            figures[7] is { } current ? new Amperes(current) : null,
            figures[8] is { } battery ? new Volts(battery) : null,
            figures[9] is { } temperature ? new Celsius(temperature) : null);
    }
}
