using System.Collections.Immutable;
using System.Globalization;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>A UPS with its figures filled in from the layers of defaults.</summary>
internal sealed class UpsResolver(ConnectionResolver connections, ImmutableSortedSet<string> feedingDisks, YamlErrors errors)
{
    public Ups Resolve(UpsDocument written, Scope scope)
    {
        var figures = scope.Of((UpsFigures)written);
        var settings = Settings(figures);
        var confirmTime = feedingDisks.Contains(written.Name) ? Parameters.DiskConfirmTime : Parameters.ConfirmTime;
        return new Ups(
            written.Name,
            written.Description ?? "",
            scope.Group,
            connections.Resolve(written, scope),
            figures.Or(layer => layer.ConfirmTime, confirmTime),
            figures.Or(layer => layer.CutOnMains, CutOnMains.Graceful),
            settings,
            figures.Or(layer => layer.BatteryTemperatureMin, Parameters.BatteryTemperatureMin),
            figures.Or(layer => layer.BatteryTemperatureMax, Parameters.BatteryTemperatureMax),
            figures.Find(layer => layer.ExpectedRunTime),
            written.FeedsOthers ?? false,
            Outlets(written, settings.ShutoffDelay));
    }

    private static UpsSettings Settings(Layers<UpsFigures> figures)
    {
        var usual = UpsSettings.Default;
        return new UpsSettings(
            figures.Or(layer => layer.ShutoffDelay, usual.ShutoffDelay),
            figures.Or(layer => layer.LowBatteryRunTime, usual.LowBatteryRunTime),
            figures.Or(layer => layer.MaximumRequiredDelay, usual.MaximumRequiredDelay),
            figures.Or(layer => layer.DiskProtectionTime, usual.DiskProtectionTime),
            figures.Or(layer => layer.ReturnCharge, usual.ReturnCharge),
            figures.Or(layer => layer.UpperTransfer, usual.UpperTransfer),
            figures.Or(layer => layer.LowerTransfer, usual.LowerTransfer),
            figures.Or(layer => layer.Sensitivity, usual.Sensitivity),
            figures.Or(layer => layer.Beeper, usual.Beeper),
            figures.Or(layer => layer.BeeperDelay, usual.BeeperDelay),
            figures.Or(layer => layer.SelfTest, usual.SelfTest),
            figures.Or(layer => layer.SleepTime, usual.SleepTime));
    }

    private ImmutableArray<OutletGroup> Outlets(UpsDocument written, TimeSpan shutoffDelay)
    {
        var outlets = ImmutableArray.CreateBuilder<OutletGroup>();
        foreach (var outlet in written.OutletGroups.Take(Limits.OutletGroups))
        {
            var index = outlet.Index.Value.ToString(CultureInfo.InvariantCulture);
            if (outlets.Any(other => string.Equals(other.Name, outlet.Name.Value, StringComparison.Ordinal)))
                errors.Add(outlet.Name.At, $"The UPS '{written.Name}' has two outlet groups '{outlet.Name}'.", "Give each a name of its own.");
            else if (outlets.Any(other => other.Index == outlet.Index.Value))
                errors.Add(outlet.Index.At, $"The UPS '{written.Name}' has two outlet groups with the index {index}.", "Give each the number that the card knows it by.");
            else
                outlets.Add(new OutletGroup(outlet.Name.Value, outlet.Index.Value, outlet.ShutoffDelay ?? shutoffDelay));
        }

        return outlets.DrainToImmutable();
    }
}
