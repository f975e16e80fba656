using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Devices.Snmp;
using PowerController.Model.Sites;
using PowerController.Runtime.Readings;
using PowerController.Simulator.Live;
using PowerController.Snmp.Client;

namespace PowerController.Running;

/// <summary>How the UPSes of a site are reached: SNMP cards by the network, simulated ones on loopback; what hangs on other hosts they tell themselves.</summary>
internal sealed class UpsReach(SnmpClient client, SnmpDrivers drivers, SnmpChannels channels, SimulatedCards? simulated) : IUpsReach
{
    public DeviceResult<IUpsDriver>? DriverOf(Ups ups)
    {
        switch (ups.Connection)
        {
            case SnmpConnection snmp:
                var channel = channels.For(snmp);
                return channel.Value is { } reached ? Driver(reached, snmp.Profile) : channel.Fault!;
            case SimulatedConnection when simulated?.ChannelTo(ups.Name, client) is { } loopback:
                return Driver(loopback, null);
            case SimulatedConnection:
                return new DeviceFault(DeviceFaultKind.NotSupported, "it is simulated, and this program plays no simulated UPSes for a configuration of your own; start it without --config.");
            case AgentConnection:
                return null;
            case SerialConnection serial:
                return new DeviceFault(DeviceFaultKind.NotSupported, $"this version reads no serial lines ({serial.Device} on {serial.Host}).");
            default:
                return new DeviceFault(DeviceFaultKind.NotSupported, $"this version has no driver for its connection ({ups.Connection.GetType().Name}).");
        }
    }

    public IPAddress? TrapsFrom(Ups ups) => ups.Connection switch
    {
        SnmpConnection snmp when IPAddress.TryParse(snmp.Address, out var address) => address,
        SimulatedConnection => simulated?.AddressOf(ups.Name),
        _ => null,
    };

    private DeviceResult<IUpsDriver> Driver(ClientChannel channel, string? profile) => DeviceResult<IUpsDriver>.Of(drivers.For(channel, profile));
}
