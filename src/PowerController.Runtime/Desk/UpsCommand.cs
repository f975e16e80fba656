using System.Collections.Immutable;

namespace PowerController.Runtime.Desk;

/// <summary>The closed set of what an operator can have one UPS do.</summary>
/// <param name="Ups">By its name in the configuration.</param>
public abstract record UpsCommand
{
    private protected UpsCommand(string ups) => Ups = ups;

    public string Ups { get; init; }
}

/// <summary>Its self-test.</summary>
public sealed record TestUps(string Ups) : UpsCommand(Ups);

/// <summary>An outlet group, or the whole output, on or off.</summary>
/// <param name="OutletGroup">By its name in the configuration; null is the main output.</param>
/// <param name="Anyway">Also while something that hangs on it may be running.</param>
public sealed record SwitchOutlet(string Ups, string? OutletGroup, bool On, bool Anyway) : UpsCommand(Ups);

/// <summary>Values it stores.</summary>
public sealed record SetUps(string Ups, ImmutableArray<SettingWish> Wishes) : UpsCommand(Ups);

/// <summary>A setting as people write it: `shutoffDelay`, `300s`.</summary>
public sealed record SettingWish(string Name, string Value);
