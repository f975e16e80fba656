using System.CommandLine;
using System.Net;
using PowerController.CommandLine;
using PowerController.Devices.Drivers;
using PowerController.Devices.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Diagnosis;

/// <summary>`powerctl ups show`: one UPS, read now.</summary>
internal static class UpsCommand
{
    private const string More =
        """
        Examples:
          powerctl ups show 172.16.134.22
          powerctl ups show 172.16.134.22 --settings --community-file keys/read
          powerctl ups show 172.16.134.22 --v3 power --auth sha256 --auth-file keys/a --json

        Ends with 3 when the UPS does not answer, 4 when it does not let us in, 1 when it is no UPS that a profile describes.
        """;

    public static Command Create() => new("ups", "Look at a UPS.") { Show() };

    private static DocumentedCommand Show()
    {
        var access = new SnmpAccessOptions();
        var profiles = new ProfileOptions();
        var address = new Argument<string>("ADDRESS") { Description = "Address of the card" };
        var settings = new Option<bool>("--settings") { Description = "Also read what the card stores" };
        var command = new DocumentedCommand("show", "Identify a UPS and read it.", More) { address, settings, Json.Option };
        access.AddTo(command);
        profiles.AddTo(command, one: true);
        command.SetAction(async (parsed, cancel) =>
        {
            var terminal = Terminal.OfProcess(parsed);
            if (!IPAddress.TryParse(parsed.GetRequiredValue(address), out var ip))
                return terminal.Refuse($"'{parsed.GetRequiredValue(address)}' is no IP address.");
            if (access.Credentials(parsed, terminal) is not { } credentials || profiles.Library(parsed, terminal) is not { } library)
                return ExitCodes.WrongUsage;

            using var client = new SnmpClient();
            var target = new SnmpTarget(new IPEndPoint(ip, access.Port(parsed)), credentials) { Timeout = access.Timeout(parsed) };
            var driver = new SnmpDriver(new ClientChannel(client, target), library, profiles.Profile(parsed));
            return await ShowAsync(terminal, driver, parsed.GetValue(settings), parsed.GetValue(Json.Option), cancel);
        });
        return command;
    }

    private static async Task<int> ShowAsync(Terminal terminal, SnmpDriver driver, bool withSettings, bool asJson, CancellationToken cancel)
    {
        var identified = await driver.IdentifyAsync(cancel);
        if (identified.Value is not { } description)
            return Failed(terminal, identified.Fault!, asJson);
        var polled = await driver.PollAsync(cancel);
        if (polled.Value is not { } reading)
            return Failed(terminal, polled.Fault!, asJson);
        SettingsReadout? stored = null;
        if (withSettings)
        {
            var read = await driver.ReadSettingsAsync(cancel);
            if (read.Value is null)
                return Failed(terminal, read.Fault!, asJson);
            stored = read.Value;
        }

        if (asJson)
            UpsJson.Write(terminal.Output, driver.Address, description, reading, stored);
        else
            UpsText.Write(terminal, driver.Address, description, reading, stored);
        return ExitCodes.Done;
    }

    private static int Failed(Terminal terminal, DeviceFault fault, bool asJson)
    {
        if (asJson)
            UpsJson.Write(terminal.Output, fault);
        else
            terminal.Error.WriteLine(fault.Text);
        return fault.Kind switch
        {
            DeviceFaultKind.AccessDenied => ExitCodes.NotAllowed,
            DeviceFaultKind.NoAnswer or DeviceFaultKind.NotReachable or DeviceFaultKind.GivenUp => ExitCodes.NotReachable,
            _ => ExitCodes.FoundWanting,
        };
    }
}
