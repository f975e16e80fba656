namespace PowerController.Simulator.Faults;

/// <summary>How bad a night may be beside its outages.</summary>
public enum FaultLevel
{
    /// <summary>Mains fails and comes back; everything else works.</summary>
    None,

    /// <summary>Now and then something fails.</summary>
    Some,

    /// <summary>Several things fail in the same night.</summary>
    Many,
}
