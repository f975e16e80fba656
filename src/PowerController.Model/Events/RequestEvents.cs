namespace PowerController.Model.Events;

/// <summary>An operator, or an application by the API, asks for something. Every request is audited, also a refused one.</summary>
/// <param name="Who">Whom the audit names.</param>
/// <param name="From">From where.</param>
public sealed record OperatorAsked(TimeSpan At, string Who, string From, Request Request) : PowerEvent(At);

/// <summary>The closed set of what can be asked for. A unit is a cluster's name, or a server's without a cluster.</summary>
public abstract record Request
{
    private protected Request() { }
}

/// <summary>Let the countdown of the unit run out without effect, until its power has been good again.</summary>
public sealed record CancelCountdown(string Unit) : Request;

/// <summary>Finish the open run, but start nothing.</summary>
public sealed record FinishButStayOff(string Unit) : Request;

/// <summary>Start now what only waits for charge, stability or a planned time. Warm-up of disks is never skipped.</summary>
public sealed record SkipWait(string Unit) : Request;

/// <summary>Do not wait any longer for what the present phase waits for.</summary>
public sealed record ForceOn(string Unit) : Request;

/// <summary>Maintenance: nothing is cut or started by itself.</summary>
public sealed record SwitchToLocal : Request;

public enum AutoAnswer
{
    /// <summary>Ask, if anything would happen at once.</summary>
    Ask,

    /// <summary>Go on with what is open, even if that cuts outputs at once.</summary>
    Resume,

    /// <summary>Take the site as it is: open runs are closed, nothing is cut or started for them.</summary>
    LeaveAsIs,
}

public sealed record SwitchToAuto(AutoAnswer Answer) : Request;

/// <summary>Shut the unit down and cut its power.</summary>
/// <param name="ReturnAfter">Start it again after this time; null stays off until somebody asks.</param>
public sealed record ShutDown(string Unit, TimeSpan? ReturnAfter) : Request;

/// <summary>Restart the unit without cutting its power.</summary>
public sealed record Reboot(string Unit) : Request;

/// <summary>Shut one node down and cut its power; its cluster goes on.</summary>
public sealed record ShutDownNode(string Node) : Request;

/// <summary>Start the unit.</summary>
public sealed record Start(string Unit) : Request;

/// <summary>The same requests by the rules of planned operation.</summary>
/// <param name="Schedule">Which rule asked.</param>
/// <param name="On">Power on; otherwise off.</param>
/// <param name="ReturnAt">For off: when to start again, on the monotonic clock; null when the rule itself will ask.</param>
public sealed record PlannedAsked(TimeSpan At, string Schedule, string Unit, bool On, TimeSpan? ReturnAt) : PowerEvent(At);

public enum AdministratorStop
{
    ShutDown,
    Reboot,
}

/// <summary>An administrator stopped a cluster, or one node, by the cluster's own or the system's tools; an agent tells.</summary>
/// <param name="Name">A cluster or a node.</param>
public sealed record AdministratorStopped(TimeSpan At, string Name, AdministratorStop Kind) : PowerEvent(At);
