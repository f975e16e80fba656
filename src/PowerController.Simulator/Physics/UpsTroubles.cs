using PowerController.Model.Readings;

namespace PowerController.Simulator.Physics;

/// <summary>What is wrong with a UPS or its card, and until when.</summary>
internal sealed class UpsTroubles
{
    /// <summary>What is left of its mains in a brown-out.</summary>
    public int LeftVolts { get; set; }

    /// <summary>It says OFF while it feeds its load.</summary>
    public long OffInPassing { get; set; }

    /// <summary>A calibration or self-test runs: it shows battery while mains is there.</summary>
    public long TestUntil { get; set; }

    public Conditions TestKind { get; set; }

    public long RunTimeBogusUntil { get; set; }

    public long BogusRunTime { get; set; }

    public long LowOnMainsUntil { get; set; }

    /// <summary>The charge it shows whatever the battery has; -1 when it shows the truth.</summary>
    public long ChargeStuck { get; set; } = -1;

    public long AlarmUntil { get; set; }

    public Conditions Alarm { get; set; }

    public long Hot { get; set; }

    /// <summary>Every optional value is missing.</summary>
    public long Mute { get; set; }

    /// <summary>It answers, and does not know what feeds its output.</summary>
    public long StateUnknown { get; set; }

    /// <summary>It acknowledges this many cuts on mains and does nothing.</summary>
    public int IgnoresCutsOnMains { get; set; }

    /// <summary>It refuses this many cuts.</summary>
    public int RefusesCuts { get; set; }

    /// <summary>It runs another delay than was asked, and says so when read back.</summary>
    public int DelayPercent { get; set; } = 100;

    /// <summary>It did, or does, something else than it is told when it shall cut.</summary>
    public bool DisobeysCuts { get; set; }

    /// <summary>When it last refused a cut, or acknowledged one and did nothing.</summary>
    public long DisobeyedAt { get; set; } = long.MinValue / 2;

    /// <summary>Its battery broke down in this night.</summary>
    public bool Worn { get; set; }

    /// <summary>The last moment at which it could not be heard for its own fault.</summary>
    public bool WasSilent { get; set; }

    public long NextEnd(long now)
    {
        var next = long.MaxValue;
        Consider(OffInPassing);
        Consider(TestUntil);
        Consider(RunTimeBogusUntil);
        Consider(LowOnMainsUntil);
        Consider(AlarmUntil);
        Consider(Hot);
        Consider(Mute);
        Consider(StateUnknown);
        return next;

        void Consider(long end)
        {
            if (end > now && end < next)
                next = end;
        }
    }
}
