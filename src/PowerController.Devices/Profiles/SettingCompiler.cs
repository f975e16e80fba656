using PowerController.Devices.Drivers;

namespace PowerController.Devices.Profiles;

/// <summary>Makes rules of settings.</summary>
internal static class SettingCompiler
{
    public static SettingRule Compile(SettingName name, SettingDocument setting, ProfileCompiler compiler)
    {
        var kind = KindOf(name);
        if (kind == SettingKind.Duration != (setting.Unit is not null))
            compiler.Complain(setting.At, "A duration has a unit on the wire, and nothing else has one.", "Write 'unit: seconds', 'unit: minutes' or 'unit: ticks'.");
        if (kind == SettingKind.Word != !setting.Words!.IsEmpty)
            compiler.Complain(setting.At, "A setting that is a word has 'words', and no other has them.", "Write 'words: { 1: auto, … }'.");
        return new SettingRule(
            name, compiler.Object(setting.Oid, setting.At), kind, setting.Unit, setting.Scale * ProfileCompiler.Seconds(setting.Unit),
            setting.Least, setting.Most, setting.Values, setting.Longest, compiler.Numbered(setting.Words, setting.At, word => word), setting.Corrects);
    }

    public static SettingKind KindOf(SettingName name) => name switch
    {
        SettingName.Name or SettingName.BatteryDate => SettingKind.Text,
        SettingName.RatedOutputVoltage or SettingName.UpperTransfer or SettingName.LowerTransfer => SettingKind.Volts,
        SettingName.Sensitivity or SettingName.Beeper or SettingName.SelfTestSchedule or SettingName.AutoRestart => SettingKind.Word,
        SettingName.ReturnCharge => SettingKind.Percent,
        _ => SettingKind.Duration,
    };
}
