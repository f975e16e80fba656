using PowerController.Devices.Drivers;
using PowerController.Devices.Snmp;
using PowerController.Model.Sites;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Tests.Snmp;

public class SnmpChannelsTests
{
    private static readonly SnmpConnection Card = new("10.0.0.5", 161, new CommunityAccess(false, null, null), null);

    [Fact]
    public async Task Card_WithoutWriteCommunity_IsNeverWrittenTo()
    {
        using var client = new SnmpClient();
        var channel = Channels(client).For(Card).Value!;
        var reply = await channel.SetAsync([new VarBind(Oid.Parse("1.3.6.1.2.1.1.4.0"), SnmpValue.Text("x"))], default);
        Assert.Equal(SnmpErrorStatus.NoAccess, reply.Failure.Status);
        Assert.Equal(0, client.Counters.Sent);
    }

    [Fact]
    public void Cards_OfOneUser_ShareItsCredentials()
    {
        using var client = new SnmpClient();
        var channels = Channels(client);
        var access = new UserAccess("admin", SnmpAuthentication.Sha256, new SecretFile("auth"), SnmpPrivacy.Aes128, new SecretFile("priv"));
        var first = channels.For(Card with { Access = access }).Value!;
        var second = channels.For(Card with { Address = "10.0.0.6", Access = access with { } }).Value!;
        Assert.Same(first.Target.Credentials, second.Target.Credentials);
        Assert.Equal(SnmpVersion.V3, first.Version);
    }

    [Theory]
    [InlineData("ups.example.org")]
    [InlineData("")]
    public void Card_WithoutAnAddress_IsAFault(string address)
    {
        using var client = new SnmpClient();
        Assert.Equal(DeviceFaultKind.NotReachable, Channels(client).For(Card with { Address = address }).Fault!.Kind);
    }

    [Fact]
    public void User_PasswordTooShort_IsAFaultWithTheReason()
    {
        using var client = new SnmpClient();
        var fault = new SnmpChannels(client, _ => "short").For(Card with { Access = new UserAccess("admin", SnmpAuthentication.Sha1, new SecretFile("a"), SnmpPrivacy.None, null) }).Fault!;
        Assert.Equal(DeviceFaultKind.AccessDenied, fault.Kind);
        Assert.Contains("cannot be used", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Protocols_OfTheModel_AreAllKnownToTheEngine()
    {
        using var client = new SnmpClient();
        var channels = Channels(client);
        foreach (var authentication in Enum.GetValues<SnmpAuthentication>())
        {
            foreach (var privacy in authentication == SnmpAuthentication.None ? [SnmpPrivacy.None] : Enum.GetValues<SnmpPrivacy>().Where(known => known != SnmpPrivacy.Des))
                Assert.True(channels.For(Card with { Access = new UserAccess("admin", authentication, new SecretFile("a"), privacy, new SecretFile("p")) }).IsGood, $"{authentication} {privacy}");
        }
    }

    private static SnmpChannels Channels(SnmpClient client) => new(client, source => "secret of " + source);
}
