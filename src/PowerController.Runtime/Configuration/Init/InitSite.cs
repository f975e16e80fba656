using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Configuration.Init;

/// <summary>How the UPSes of a new site are reached.</summary>
public enum InitConnection
{
    SnmpV3,
    SnmpV2c,
    Nut,
    Apcupsd,
    Serial,
    Agent,
    Simulated,
}

/// <summary>What the wizard has learnt.</summary>
/// <param name="RunTime">Of the UPSes at their usual load; null when it is not known yet.</param>
public sealed record InitSite(
    string Name,
    SiteBuild Build,
    string GroupAddress,
    InitHost? Terminal,
    ImmutableArray<InitHost> Nodes,
    ImmutableArray<InitHost> Disks,
    InitConnection Connection,
    ImmutableArray<InitUps> Upses,
    TimeSpan StopTimeout,
    TimeSpan OsStopTime,
    TimeSpan? RunTime);

/// <summary>A terminal, a node, or a disk (which has no address), and what feeds it.</summary>
/// <param name="Needs">How many of the sources must be good.</param>
public sealed record InitHost(string Name, string Address, ImmutableArray<string> Sources, int Needs);

/// <param name="Address">Of the card or the server, where the connection has one.</param>
/// <param name="Host">Where it is plugged in or reported, where the connection has one.</param>
public sealed record InitUps(string Name, string? Address, string? Host, string? Device);
