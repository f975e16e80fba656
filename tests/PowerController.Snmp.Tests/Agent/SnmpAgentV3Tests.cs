using System.Net;
using PowerController.Snmp.Client;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Agent;

public sealed class SnmpAgentV3Tests : IDisposable
{
    private static readonly Oid Level = Shelf.Root.Append(4, 0);
    private readonly DatagramHost _host = new();
    private readonly SnmpClient _client = new();
    private readonly SnmpEngine _engine = new(SnmpEngine.IdFrom("shelf"), boots: 3);
    private readonly Shelf _shelf = new();

    public static TheoryData<AuthProtocol, PrivProtocol> Combinations()
    {
        TheoryData<AuthProtocol, PrivProtocol> all = [];
        all.Add(AuthProtocol.None, PrivProtocol.None);
        foreach (AuthProtocol auth in Enum.GetValues<AuthProtocol>().Where(a => a != AuthProtocol.None))
        {
            foreach (PrivProtocol priv in Enum.GetValues<PrivProtocol>()) all.Add(auth, priv);
        }

        return all;
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task GetAndSet_AtEveryLevel_AreAnswered(AuthProtocol auth, PrivProtocol priv)
    {
        SnmpTarget target = Target(Serve(NewUser(auth, priv), out _), NewUser(auth, priv));
        SnmpReply read = await _client.GetAsync(target, [Level, Shelf.Root.Append(1, 0)]);
        Assert.Equal(SnmpFailure.None, read.Failure);
        Assert.Equal(SnmpValue.Integer32(7), read[Level]);
        Assert.True((await _client.SetAsync(target, [new VarBind(Level, SnmpValue.Integer32(9))])).Succeeded);
        Assert.Equal(9, _shelf.Level);
    }

    [Fact]
    public async Task Stranger_IsTold()
    {
        SnmpTarget target = Target(Serve(NewUser(), out SnmpAgent agent), new UsmUser("stranger", AuthProtocol.Sha256, "another password"));
        Assert.Equal(SnmpFailureKind.UnknownUser, (await _client.GetAsync(target, Level)).Failure.Kind);
        Assert.Equal(1, agent.Counters.UnknownUser);
    }

    [Fact]
    public async Task WrongPassword_IsTold()
    {
        SnmpTarget target = Target(Serve(NewUser(), out SnmpAgent agent), new UsmUser("shelver", AuthProtocol.Sha256, "not the password", PrivProtocol.Aes128, "privacy password"));
        Assert.Equal(SnmpFailureKind.WrongDigest, (await _client.GetAsync(target, Level)).Failure.Kind);
        Assert.Equal(1, agent.Counters.WrongDigest);
    }

    [Fact]
    public async Task WrongPrivacyPassword_IsTold()
    {
        SnmpTarget target = Target(Serve(NewUser(), out SnmpAgent agent), new UsmUser("shelver", AuthProtocol.Sha256, "authentication password", PrivProtocol.Aes128, "not the password"));
        Assert.Equal(SnmpFailureKind.DecryptionError, (await _client.GetAsync(target, Level)).Failure.Kind);
        Assert.Equal(1, agent.Counters.NotDecrypted);
    }

    [Fact]
    public async Task LowerLevelThanTheUserMustHave_IsTold()
    {
        SnmpTarget target = Target(Serve(NewUser(), out SnmpAgent agent), new UsmUser("shelver", AuthProtocol.Sha256, "authentication password"));
        Assert.Equal(SnmpFailureKind.UnsupportedSecurityLevel, (await _client.GetAsync(target, Level)).Failure.Kind);
        Assert.Equal(1, agent.Counters.WrongLevel);
    }

    [Fact]
    public async Task ForeignContext_IsTold()
    {
        SnmpTarget target = new(Serve(NewUser(), out _), SnmpCredentials.V3(NewUser(), "elsewhere"));
        Assert.Equal(SnmpFailureKind.UnknownContext, (await _client.GetAsync(target, Level)).Failure.Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task EngineThatRestarted_IsFollowed(int? bootsAfterwards)
    {
        SnmpTarget target = Target(Serve(NewUser(), out SnmpAgent agent), NewUser());
        Assert.True((await _client.GetAsync(target, Level)).Succeeded);
        _engine.Restart(bootsAfterwards);
        Assert.True((await _client.GetAsync(target, Level)).Succeeded);
        Assert.Equal(1, agent.Counters.NotInTimeWindow);
    }

    [Fact]
    public async Task Reader_CannotWrite()
    {
        SnmpAgent agent = _shelf.NewAgent(new AgentOptions { Users = [new(NewUser())], Engine = _engine });
        SnmpTarget target = Target(_host.Serve(new IPEndPoint(IPAddress.Loopback, 0), agent), NewUser());
        SnmpReply reply = await _client.SetAsync(target, [new VarBind(Level, SnmpValue.Integer32(9))]);
        Assert.Equal((SnmpErrorStatus.NoAccess, 7), (reply.Failure.Status, _shelf.Level));
    }

    [Fact]
    public async Task Walk_Encrypted_BringsEverything()
    {
        _shelf.LargeBytes = 700;
        SnmpReply walked = await _client.WalkAsync(Target(Serve(NewUser(), out _), NewUser()), Shelf.Root);
        Assert.Equal(SnmpFailure.None, walked.Failure);
        Assert.Equal(Shelf.Layout.Objects.Select(o => o.Name), walked.VarBinds.Select(v => v.Name));
    }

    [Fact]
    public void Window_IsThatOfTheRfc()
    {
        Assert.True(_engine.IsInWindow(3, Limits.TimeWindowSeconds));
        Assert.False(_engine.IsInWindow(3, Limits.TimeWindowSeconds + 30));
        Assert.False(_engine.IsInWindow(4, 0));
        _engine.Restart(int.MaxValue);
        Assert.False(_engine.IsInWindow(int.MaxValue, 0));
    }

    private static UsmUser NewUser(AuthProtocol auth = AuthProtocol.Sha256, PrivProtocol priv = PrivProtocol.Aes128) =>
        new("shelver", auth, auth == AuthProtocol.None ? "" : "authentication password", priv, priv == PrivProtocol.None ? "" : "privacy password");

    private static SnmpTarget Target(IPEndPoint served, UsmUser user) => new(served, SnmpCredentials.V3(user));

    private IPEndPoint Serve(UsmUser user, out SnmpAgent agent)
    {
        agent = _shelf.NewAgent(new AgentOptions { Users = [new(user, AgentRights.Write)], Engine = _engine });
        return _host.Serve(new IPEndPoint(IPAddress.Loopback, 0), agent);
    }
}
