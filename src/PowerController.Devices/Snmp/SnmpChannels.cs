using System.Collections.Concurrent;
using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Model.Sites;
using PowerController.Snmp.Client;
using PowerController.Snmp.Security;

namespace PowerController.Devices.Snmp;

/// <summary>Ways to the cards of a site. Cards with the same credentials share them: the keys of a v3 user cost a million hash steps.</summary>
/// <param name="secret">What a secret source holds.</param>
public sealed class SnmpChannels(SnmpClient client, Func<SecretSource, string> secret)
{
    private const string UsualCommunity = "public";
    private readonly ConcurrentDictionary<SnmpAccess, DeviceResult<AccessPair>> _accesses = new();

    /// <summary>The way to a card; a fault, in words, where the connection cannot be used.</summary>
    public DeviceResult<ClientChannel> For(SnmpConnection connection)
    {
        if (!IPAddress.TryParse(connection.Address, out var address))
            return new DeviceFault(DeviceFaultKind.NotReachable, $"'{connection.Address}' is not an IP address.");
        var access = _accesses.GetOrAdd(connection.Access, CredentialsOf);
        if (!access.IsGood)
            return access.Fault!;
        var endPoint = new IPEndPoint(address, connection.Port);
        var (reading, writing) = access.Value!;
        var reader = new SnmpTarget(endPoint, reading) { Timeout = Limits.PollDeadline };
        var writer = writing is null || ReferenceEquals(writing, reading) ? null : new SnmpTarget(endPoint, writing) { Timeout = Limits.PollDeadline };
        return new ClientChannel(client, reader, writer ?? (writing is null ? null : reader));
    }

    private DeviceResult<AccessPair> CredentialsOf(SnmpAccess access)
    {
        try
        {
            return access switch
            {
                CommunityAccess community => OfCommunity(community),
                UserAccess user => OfUser(user),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (ArgumentException wrong)
        {
            return new DeviceFault(DeviceFaultKind.AccessDenied, $"The SNMP credentials cannot be used: {wrong.Message}");
        }
    }

    private AccessPair OfCommunity(CommunityAccess access)
    {
        Func<string, SnmpCredentials> make = access.Version1 ? SnmpCredentials.V1 : SnmpCredentials.V2c;
        return new AccessPair(
            make(access.ReadCommunity is { } read ? secret(read) : UsualCommunity),
            access.WriteCommunity is { } write ? make(secret(write)) : null);
    }

    private AccessPair OfUser(UserAccess access)
    {
        var credentials = SnmpCredentials.V3(new UsmUser(
            access.User,
            Enum.Parse<AuthProtocol>(access.Authentication.ToString()), access.AuthenticationSecret is { } authentication ? secret(authentication) : "",
            Enum.Parse<PrivProtocol>(access.Privacy.ToString()), access.PrivacySecret is { } privacy ? secret(privacy) : ""));
        return new AccessPair(credentials, credentials);
    }

    private sealed record AccessPair(SnmpCredentials Reading, SnmpCredentials? Writing);
}
