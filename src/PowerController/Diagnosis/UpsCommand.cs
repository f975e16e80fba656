using System.CommandLine;
using System.Net;
using PowerController.CommandLine;
using PowerController.Devices.Drivers;
using PowerController.Devices.Probing;
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
          powerctl ups show 172.16.134.22 --community-file keys/read
          powerctl ups show 172.16.134.22 --v3 power --auth sha256 --auth-file keys/a --json

        Ends with 3 when the UPS does not answer, 4 when it does not let us in, 1 when it is no UPS that a profile describes.
        """;

    public static Command Create() => new("ups", "Look at a UPS.") { Show() };

    private static DocumentedCommand Show()
    {
        var access = new SnmpAccessOptions();
        var profiles = new ProfileOptions();
        var address = new Argument<string>("ADDRESS") { Description = "Address of the card" };
        var command = new DocumentedCommand("show", "Identify a UPS and read it.", More) { address, Json.Option };
        access.AddTo(command);
        profiles.AddTo(command, one: true);
        command.SetAction(async (parsed, cancel) =>
        {
            var screen = Screen.OfProcess(parsed);
            if (!IPAddress.TryParse(parsed.GetRequiredValue(address), out var ip))
                return screen.Refuse($"'{parsed.GetRequiredValue(address)}' is no IP address.");
            if (access.Credentials(parsed, screen) is not { } credentials || profiles.Library(parsed, screen) is not { } library)
                return ExitCodes.WrongUsage;

            using var client = new SnmpClient();
            var target = new SnmpTarget(new IPEndPoint(ip, access.Port(parsed)), credentials) { Timeout = access.Timeout(parsed) };
            var driver = new SnmpDriver(new ClientChannel(client, target), library, profiles.Profile(parsed));
            return await ShowAsync(screen, driver, parsed.GetValue(Json.Option), cancel);
        });
        return command;
    }

    private static async Task<int> ShowAsync(Screen screen, SnmpDriver driver, bool asJson, CancellationToken cancel)
    {
        var taken = await UpsPortrait.TakeAsync(driver, cancel);
        if (taken.Value is not { } portrait)
            return Failed(screen, taken.Fault!, asJson);
        if (asJson)
            UpsJson.Write(screen.Output, portrait);
        else
            UpsText.Write(screen, portrait);
        return portrait.Reading is null ? Failed(screen, portrait.Faults[0], asJson: false) : ExitCodes.Done;
    }

    private static int Failed(Screen screen, DeviceFault fault, bool asJson)
    {
        if (asJson)
            UpsJson.Write(screen.Output, fault);
        else
            screen.Error.WriteLine(fault.Text);
        return fault.Kind switch
        {
            DeviceFaultKind.AccessDenied => ExitCodes.NotAllowed,
            DeviceFaultKind.NoAnswer or DeviceFaultKind.NotReachable or DeviceFaultKind.GivenUp => ExitCodes.NotReachable,
            _ => ExitCodes.FoundWanting,
        };
    }
}
