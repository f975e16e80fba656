using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>How a UPS is reached.</summary>
internal sealed class ConnectionResolver(Names names, YamlErrors errors)
{
    private const int SnmpPort = 161;
    private const int NutPort = 3493;
    private const int ApcupsdPort = 3551;

    /// <summary>Stands where the connection is missing, which has been complained about.</summary>
    private static readonly UpsConnection None = new AgentConnection("");

    public UpsConnection Resolve(UpsDocument ups, Scope scope) => ups switch
    {
        { Snmp: { } snmp } => Snmp(snmp, scope),
        { Serial: { } serial } => Serial(serial),
        { Nut: { } nut } => new NutConnection(nut.Address, nut.Port ?? NutPort, nut.Ups, nut.User, Secrets.Of(nut.Password)),
        { Apcupsd: { } apcupsd } => new ApcupsdConnection(apcupsd.Address, apcupsd.Port ?? ApcupsdPort),
        { Agent: { } agent } => names.Refer(agent, NameOf.Node) ? new AgentConnection(agent.Value) : None,
        { Simulated: { } simulated } => new SimulatedConnection(
            simulated.Profile ?? "apc",
            simulated.RunTime ?? Parameters.SimulatedRunTime.Default,
            simulated.Load ?? Parameters.SimulatedLoad.Default),
        _ => None,
    };

    private UpsConnection Serial(SerialDocument serial) =>
        names.ReferToHost(serial.Host) ? new SerialConnection(serial.Host.Value, serial.Device, serial.Dialect ?? "apc-smart") : None;

    private SnmpConnection Snmp(SnmpDocument snmp, Scope scope)
    {
        var layers = scope.Of((SnmpFigures)snmp);

        // The nearest layer that says who we are decides as a whole: a user here is not mixed with a community from above.
        var identity = layers.First(layer => layer.User is not null || layer.Community is not null);
        SnmpAccess access = identity?.User is { } user
            ? SnmpUserResolver.User(user, errors)
            : new CommunityAccess(
                layers.Or(layer => layer.Version, SnmpCommunityVersion.V2c) == SnmpCommunityVersion.V1,
                Secrets.Of(identity?.Community),
                Secrets.Of(layers.FindObject(layer => layer.WriteCommunity)));
        return new SnmpConnection(snmp.Address, layers.Or(layer => layer.Port, SnmpPort), access, layers.FindObject(layer => layer.Profile));
    }
}
