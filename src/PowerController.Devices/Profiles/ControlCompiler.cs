using System.Collections.Immutable;
using PowerController.Devices.Drivers;

namespace PowerController.Devices.Profiles;

/// <summary>Makes rules of control actions.</summary>
internal static class ControlCompiler
{
    public static ControlWay Compile(ControlAction action, WayDocument way, ProfileCompiler compiler)
    {
        if (way.WorksOnMains && way.NeedsOnBattery)
            compiler.Complain(way.At, $"'{way.Title}' works on mains and needs the battery.", "Give one of the two.");
        if (IsCut(action) && !way.WorksOnMains && !way.NeedsOnBattery)
            compiler.Complain(way.At, $"'{way.Title}' does not say whether it works while mains is good.", "Write 'worksOnMains: true' or 'needsOnBattery: true'.");
        if (IsCut(action) && way.ComesBack is null)
            compiler.Complain(way.At, $"'{way.Title}' does not say when the output comes back.", "Write 'comesBack: with-power', 'by-itself' or 'never'.");
        return new ControlWay(
            action, way.Title, way.Timing, way.WorksOnMains, way.NeedsOnBattery, way.ComesBack,
            way.Only is { } only ? (compiler.Object(only.Oid, only.At), only.Value) : null,
            way.Counts is { } counts ? compiler.Object(counts, way.At) : null,
            Steps(way.Steps, action, compiler), Steps(way.Abort, action, compiler));
    }

    /// <summary>Actions that take the output away.</summary>
    private static bool IsCut(ControlAction action) =>
        action is ControlAction.Cut or ControlAction.Off or ControlAction.Sleep or ControlAction.Reboot or ControlAction.OutletOff or ControlAction.OutletReboot;

    private static ImmutableArray<ControlStep> Steps(ImmutableArray<StepDocument> steps, ControlAction action, ProfileCompiler compiler) =>
        steps.IsDefault ? [] : [.. steps.Select(step => Step(step, action, compiler))];

    private static ControlStep Step(StepDocument step, ControlAction action, ProfileCompiler compiler)
    {
        var forOutlet = action is ControlAction.OutletOff or ControlAction.OutletOn or ControlAction.OutletReboot;
        if (step.Oid is { } oid && !forOutlet)
            compiler.Object(oid, step.At);
        if (step.Setting is not null && step.Argument is null)
            compiler.Complain(step.At, "A setting is written from the order: its delay or its pause.", "Write 'argument: delay' or 'argument: pause'.");
        return new ControlStep(
            step.Oid is null ? null : compiler.Written(step.Oid, step.At), step.Setting, step.Value, step.Argument,
            step.Object is null ? null : compiler.Object(step.Object, step.At), step.Unit, step.Least, step.Most, step.Optional);
    }
}
