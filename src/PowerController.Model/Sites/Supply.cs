using System.Collections.Immutable;

namespace PowerController.Model.Sites;

/// <summary>A UPS, or one switched outlet group of it. Written `UPS1` or `UPS1/outlets1`.</summary>
public sealed record PowerSource(string Ups, string? OutletGroup)
{
    public override string ToString() => OutletGroup is null ? Ups : $"{Ups}/{OutletGroup}";
}

/// <summary>What feeds a consumer: it has power while at least <see cref="Needs"/> of its sources are good.</summary>
public sealed record Supply(ImmutableArray<PowerSource> From, int Needs);
