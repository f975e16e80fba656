using System.CommandLine;
using System.Net;
using PowerController.CommandLine;
using PowerController.Devices.Drivers;
using PowerController.Devices.Probing;
using PowerController.Devices.Snmp;
using PowerController.Operating;
using PowerController.Snmp.Client;

namespace PowerController.Diagnosis;

/// <summary>`powerctl ups show`: one UPS, read now.</summary>
internal static class UpsCommand
{
    private const string More =
        """
        Examples:
          powerctl ups show UPS1                                     what the running program knows of it
          powerctl ups show 172.16.134.22                            asked by ourselves, with settings and outlets
          powerctl ups show 172.16.134.22 --community-file keys/read
          powerctl ups show 172.16.134.22 --v3 power --auth sha256 --auth-file keys/a --json

        Ends with 3 when the UPS does not answer, 4 when it does not let us in, 1 when it is no UPS that a profile describes.
        """;

    public static Command Create()
    {
        var command = new Command("ups", "Look at a UPS, or have the running program do something with it.") { Show() };
        foreach (var request in UpsRequests.All())
            command.Add(request);
        return command;
    }

    private static DocumentedCommand Show()
    {
        var access = new SnmpAccessOptions();
        var profiles = new ProfileOptions();
        var address = new Argument<string>("ADDRESS") { Description = "Name of a UPS of the running site, or the address of a card" };
        address.Complete(site => site.Upses.Select(ups => ups.Name), site => site.Upses.Select(ups => ups.Name));
        var command = new DocumentedCommand("show", "Identify a UPS and read it.", More) { address, Json.Option };
        DaemonOptions.AddTo(command);
        access.AddTo(command);
        profiles.AddTo(command, one: true);
        command.SetAction(async (parsed, cancel) =>
        {
            var screen = Screen.OfProcess(parsed);
            if (!IPAddress.TryParse(parsed.GetRequiredValue(address), out var ip))
                return await UpsRequests.ShowAsync(parsed, screen, parsed.GetRequiredValue(address), cancel);
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
