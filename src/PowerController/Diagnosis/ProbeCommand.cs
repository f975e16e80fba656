using System.CommandLine;
using System.Globalization;
using PowerController.CommandLine;
using PowerController.Devices.Probing;
using PowerController.Snmp.Client;

namespace PowerController.Diagnosis;

/// <summary>`powerctl probe`: which UPSes are out there?</summary>
internal static class ProbeCommand
{
    private const string More =
        """
        Examples:
          powerctl probe 172.16.134.0/24
          powerctl probe 172.16.134.21 172.16.134.22 --community-file keys/read
          powerctl probe 10.0.0.0/22 --v3 power --auth sha256 --auth-file keys/a --priv aes128 --priv-file keys/p --json

        --check-writing also tries whether the usual communities may write, by writing back what is there.
        Ends with 1 when no UPS is found.
        """;

    public static Command Create()
    {
        var access = new SnmpAccessOptions();
        var profiles = new ProfileOptions();
        var addresses = new Argument<string[]>("ADDRESS|CIDR") { Description = "Addresses, or ranges such as 10.0.0.0/24", Arity = ArgumentArity.OneOrMore };
        var writing = new Option<bool>("--check-writing") { Description = "Also see whether the usual communities may write" };
        var command = new DocumentedCommand("probe", "Find UPSes on the network and identify them.", More) { addresses, writing, Json.Option };
        access.AddTo(command);
        profiles.AddTo(command, one: false);
        command.SetAction(async (parsed, cancel) =>
        {
            var screen = Screen.OfProcess(parsed);
            if (ProbeRange.Parse(parsed.GetRequiredValue(addresses), out var wrong) is not { } asked)
                return screen.Refuse(wrong);
            if (access.Credentials(parsed, screen) is not { } credentials || profiles.Library(parsed, screen) is not { } library)
                return ExitCodes.WrongUsage;
            using var client = new SnmpClient();
            var probe = new CardProbe(client, library, new ProbeOptions(access.Port(parsed), access.Timeout(parsed), parsed.GetValue(writing)));
            var report = await probe.RunAsync(asked, [new ProbeCredential(credentials.ToString()!, credentials)], cancel);
            if (parsed.GetValue(Json.Option))
                WriteJson(screen, report);
            else
                Write(screen, report);
            return report.Found.Length > 0 ? ExitCodes.Done : ExitCodes.FoundWanting;
        });
        return command;
    }

    private static void Write(Screen screen, ProbeReport report)
    {
        if (report.Found.Length > 0)
        {
            var table = new TextTable("address", "profile", "model", "serial", "name", "state", "charge");
            foreach (var ups in report.Found)
            {
                var identity = ups.Description.Identity;
                table.Add(ups.Address.ToString(), ups.Description.Profile, $"{identity.Maker} {identity.Model}".Trim(), identity.Serial, identity.Name,
                    ups.Reading is { } reading ? UpsText.StateOf(reading) : "not read", ups.Reading?.Charge?.ToString() ?? "");
            }

            table.WriteTo(screen, "");
            screen.Line();
        }

        foreach (var ups in report.Found)
        {
            foreach (var finding in ups.Findings)
                screen.Line($"{screen.Yellow(ups.Address.ToString())}: {finding.Message} {finding.Remedy}");
            if (ups.Fault is { } fault)
                screen.Line($"{screen.Yellow(ups.Address.ToString())}: {fault.Text}");
        }

        foreach (var other in report.Others)
            screen.Line($"{other.Address}: {other.Fault.Text}");
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"{report.Found.Length} UPSes and {report.Others.Length} others answered, {report.Silent} of {report.Asked} addresses were silent, in {report.Took.TotalSeconds:0.0} s."));
    }

    private static void WriteJson(Screen screen, ProbeReport report) => Json.Write(screen.Output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("found");
        foreach (var ups in report.Found)
        {
            json.WriteStartObject();
            json.WriteString("address", ups.Address.ToString());
            json.WriteNumber("port", ups.Port);
            UpsJson.Write(json, ups.Description);
            if (ups.Reading is { } reading)
                UpsJson.Write(json, reading);
            json.WriteString("fault", ups.Fault?.Text);
            json.WriteStartArray("findings");
            foreach (var finding in ups.Findings)
                json.WriteStringValue($"{finding.Message} {finding.Remedy}");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("others");
        foreach (var other in report.Others)
        {
            json.WriteStartObject();
            json.WriteString("address", other.Address.ToString());
            json.WriteString("fault", other.Fault.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("asked", report.Asked);
        json.WriteNumber("silent", report.Silent);
        json.WriteEndObject();
    });
}
