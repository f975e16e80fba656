namespace PowerController.Simulator.Cards;

/// <summary>What a card says about the UPS it sits in.</summary>
public sealed record CardIdentity
{
    /// <summary>Who made it.</summary>
    public string Maker { get; init; } = "Simulated Power";

    /// <summary>What it is called by its maker.</summary>
    public string Model { get; init; } = "Smart-UPS X 1500";

    /// <summary>What it is called by its owner.</summary>
    public string Name { get; init; } = "UPS_IDEN";

    /// <summary>Its firmware.</summary>
    public string Firmware { get; init; } = "UPS 09.8 (ID20)";

    /// <summary>The card's own firmware.</summary>
    public string AgentFirmware { get; init; } = "simulated card 1.0";

    /// <summary>Its serial number.</summary>
    public string Serial { get; init; } = "SIM0000001";

    /// <summary>When it was made, as the card writes it.</summary>
    public string MadeOn { get; init; } = "01/15/2024";

    /// <summary>When the battery was replaced last, as the card writes it.</summary>
    public string BatteryDate { get; init; } = "01/15/2024";

    /// <summary>Where it stands.</summary>
    public string Location { get; init; } = "nowhere";
}
