using PowerController.Model.Effects;

namespace PowerController.Simulator.Physics;

/// <summary>One output of a UPS: the whole UPS, or one outlet group.</summary>
internal sealed class OutputModel
{
    public bool On { get; set; } = true;

    /// <summary>When it was turned on last, or came back.</summary>
    public long OnSince { get; set; } = long.MinValue / 2;

    /// <summary>When the countdown that runs takes it off; -1 while none runs.</summary>
    public long OffAt { get; set; } = -1;

    /// <summary>Until when it is told to be on although it has been cut.</summary>
    public long ToldOnUntil { get; set; }

    public bool CountdownFromBattery { get; set; }

    public AfterCut After { get; set; }

    /// <summary>Off, and waiting to come back by itself.</summary>
    public bool Returns { get; set; }

    /// <summary>When it comes back whatever the mains did before; -1 when it waits for mains alone.</summary>
    public long ReturnsAt { get; set; } = -1;

    /// <summary>It was nobody's order that turned it on last: mains came back, and it with it.</summary>
    public bool CameByItself { get; set; }

    /// <summary>Rises with each change of mind, so that what was due before is void.</summary>
    public int Stamp { get; set; }
}
