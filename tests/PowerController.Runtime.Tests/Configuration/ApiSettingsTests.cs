using System.Net;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Runtime.Tests.Configuration;

public sealed class ApiSettingsTests
{
    [Fact]
    public void Api_NotWritten_ServesThisMachineAndLetsItLook()
    {
        var api = Load("");

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 8080), api.Listen);
        Assert.Equal(ApiRole.Viewer, api.WithoutToken);
        Assert.Null(api.Socket);
    }

    [Fact]
    public void Api_WithAToken_LetsNobodyLookWithoutOne()
    {
        var api = Load("api: { tokens: [{ name: grafana, role: operator, token: { env: GRAFANA } }] }");

        Assert.Null(api.WithoutToken);
        Assert.Equal(new ApiToken("grafana", ApiRole.Operator, new SecretVariable("GRAFANA")), Assert.Single(api.Tokens));
    }

    [Fact]
    public void Api_WithATokenAndLook_LetsThisMachineLook() =>
        Assert.Equal(ApiRole.Viewer, Load("api: { withoutToken: look, tokens: [{ name: t, role: admin, token: { file: secrets/t } }] }").WithoutToken);

    [Fact]
    public void Api_Off_ServesNothing()
    {
        var api = Load("api: { listen: off, socket: off }");

        Assert.Null(api.Listen);
        Assert.Equal("", api.Socket);
    }

    [Fact]
    public void Api_BeyondThisMachine_WithTlsAndToken_IsTaken()
    {
        var api = Load("api: { listen: '[::]:8443', tls: { certificate: a.pem, key: b.pem }, tokens: [{ name: t, role: admin, token: { file: secrets/t } }] }");

        Assert.Equal(new IPEndPoint(IPAddress.IPv6Any, 8443), api.Listen);
        Assert.Equal(new ApiTls("a.pem", "b.pem"), api.Tls);
    }

    [Fact]
    public void Api_Roles_AreOfUsersAndOfGroups() => Assert.Equal(
        [new SocketRole("alice", false, ApiRole.Operator), new SocketRole("power", true, ApiRole.Admin)],
        Load("api: { socketRoles: [{ user: alice, role: operator }, { group: power, role: admin }] }").SocketRoles);

    [Fact]
    public void Api_IsThisHostsOwn_AndChangesNoDigest() =>
        Assert.Equal(Whole("").Digest, Whole("api: { listen: off }").Digest);

    private static ApiSettings Load(string api) => Whole(api).Api;

    private static SiteConfiguration Whole(string api)
    {
        var load = SiteConfiguration.Parse($"site: s\nbuild: single\ngroups: [{{ name: g }}]\n{api}\n", "site.yaml");
        Assert.Empty(load.Errors);
        return load.Configuration!;
    }
}
