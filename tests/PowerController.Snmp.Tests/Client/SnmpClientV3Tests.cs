using PowerController.Snmp.Security;

namespace PowerController.Snmp.Client;

public sealed class SnmpClientV3Tests : IDisposable
{
    private static readonly Oid Name = Oid.Parse("1.3.6.1.2.1.33.1.2.4.0");
    private static readonly UsmUser User = new("operator", AuthProtocol.Sha256, "authpass1234", PrivProtocol.Aes128, "privpass1234");
    private readonly ScriptedV3Agent _agent = new(User);
    private readonly SnmpClient _client = new();
    private readonly HeldTime _time = new();
    private readonly SnmpClient _patient;

    public SnmpClientV3Tests() => _patient = new SnmpClient(time: _time);

    public void Dispose()
    {
        _patient.Dispose();
        _client.Dispose();
        _agent.Dispose();
    }

    [Fact]
    public async Task Get_OfAnUnknownEngine_LearnsItOnceAndIsAnswered()
    {
        SnmpTarget target = _agent.Target(User);
        for (int i = 0; i < 3; i++) Assert.Equal(SnmpValue.Integer32(7), (await _client.GetAsync(target, Name))[Name]);
        Assert.Equal((1, 3), (_agent.Discoveries, _agent.Asked));
    }

    [Theory]
    [InlineData(AuthProtocol.None, PrivProtocol.None)]
    [InlineData(AuthProtocol.Sha224, PrivProtocol.None)]
    [InlineData(AuthProtocol.Md5, PrivProtocol.Des)]
    [InlineData(AuthProtocol.Sha1, PrivProtocol.Aes256Cisco)]
    public async Task Get_AtEveryLevel_IsAnswered(AuthProtocol auth, PrivProtocol priv)
    {
        UsmUser user = new("operator", auth, "authpass1234", priv, "privpass1234");
        using ScriptedV3Agent agent = new(user);
        SnmpReply reply = await _client.GetAsync(agent.Target(user), Name);
        Assert.True(reply.Succeeded, reply.Failure.Describe());
    }

    [Fact]
    public async Task Card_Rebooted_IsReadAgainWithoutAnError()
    {
        SnmpTarget target = _agent.Target(User);
        await _client.GetAsync(target, Name);
        _agent.Boots++;
        _agent.Time = 3;
        Assert.True((await _client.GetAsync(target, Name)).Succeeded);
        Assert.Equal(3, _agent.Asked);
    }

    [Fact]
    public async Task Card_ThatForgotItsBoots_IsReadAgainWithoutAnError()
    {
        SnmpTarget target = _agent.Target(User);
        await _client.GetAsync(target, Name);
        _agent.Boots = 0;
        _agent.Time = 3;
        Assert.True((await _client.GetAsync(target, Name)).Succeeded);
    }

    [Fact]
    public async Task Card_Replaced_IsLearnedAgain()
    {
        SnmpTarget target = _agent.Target(User);
        await _client.GetAsync(target, Name);
        _agent.Engine = EngineId.From([0x80, 0, 0, 2, 2, 2]);
        Assert.True((await _client.GetAsync(target, Name)).Succeeded);
        Assert.Equal(2, _agent.Discoveries);
    }

    [Fact]
    public async Task Clock_ThatNeverFits_IsGivenUpAfterFewTries()
    {
        _agent.Report = UsmReport.NotInTimeWindow;
        SnmpReply reply = await _client.GetAsync(_agent.Target(User), Name);
        Assert.Equal(SnmpFailureKind.NotInTimeWindow, reply.Failure.Kind);
        Assert.InRange(_agent.Asked, 1, Limits.ResyncsPerRequest + 1);
    }

    [Fact]
    public async Task ClockReport_WithoutSignature_IsNotBelievedButTold()
    {
        _agent.Report = UsmReport.NotInTimeWindow;
        _agent.ReportLevel = UsmLevel.NoAuthNoPriv;
        Assert.Equal(SnmpFailureKind.NotInTimeWindow, await KindAtTheEndAsync(_agent.Target(User), () => _patient.Counters.NotAuthentic > 0));
        Assert.Equal(1, _agent.Asked);
    }

    [Theory]
    [InlineData(UsmReport.UnknownUser, SnmpFailureKind.UnknownUser)]
    [InlineData(UsmReport.WrongDigest, SnmpFailureKind.WrongDigest)]
    [InlineData(UsmReport.DecryptionError, SnmpFailureKind.DecryptionError)]
    [InlineData(UsmReport.UnsupportedSecurityLevel, SnmpFailureKind.UnsupportedSecurityLevel)]
    [InlineData(UsmReport.UnknownContext, SnmpFailureKind.UnknownContext)]
    public async Task Report_OfEachKind_IsAnErrorOfItsOwn(UsmReport report, SnmpFailureKind kind)
    {
        _agent.Report = report;
        _agent.ReportLevel = UsmLevel.NoAuthNoPriv;
        Assert.Equal(kind, (await _client.GetAsync(_agent.Target(User), Name)).Failure.Kind);
    }

    [Fact]
    public async Task Engine_ThatDeniesItself_IsTold()
    {
        _agent.Report = UsmReport.UnknownEngine;
        Assert.Equal(SnmpFailureKind.UnknownEngine, (await _client.GetAsync(_agent.Target(User), Name)).Failure.Kind);
    }

    [Fact]
    public async Task Answer_ThatWasChangedOnTheWay_IsNotBelieved()
    {
        _agent.Bend = answer =>
        {
            answer[^1] ^= 1;
            return answer;
        };
        Assert.Equal(SnmpFailureKind.AnswerNotAuthentic, await KindAtTheEndAsync(_agent.Target(User), () => _patient.Counters.NotAuthentic > 0));
        Assert.Equal(1, _patient.Counters.NotAuthentic);
    }

    [Theory]
    [InlineData(UsmLevel.NoAuthNoPriv)]
    [InlineData(UsmLevel.AuthNoPriv)]
    public async Task Answer_AtALowerLevel_IsNotBelieved(UsmLevel level)
    {
        _agent.AnswerLevel = level;
        Assert.Equal(SnmpFailureKind.AnswerNotAuthentic, await KindAtTheEndAsync(_agent.Target(User), () => _patient.Counters.NotAuthentic > 0));
    }

    [Fact]
    public async Task Answer_FromTheDistantPast_IsNotBelieved()
    {
        SnmpTarget target = _agent.Target(User);
        await _patient.GetAsync(target, Name);
        _agent.AnswerTime = 1;
        Assert.Equal(SnmpFailureKind.NotInTimeWindow, await KindAtTheEndAsync(target, () => _patient.Counters.NotAuthentic > 0));
    }

    [Fact]
    public async Task Silence_AfterTheDiscovery_IsToldFromSilenceAtAll()
    {
        _agent.Bend = _ => null;
        Assert.Equal(SnmpFailureKind.SilentToUser, await KindAtTheEndAsync(_agent.Target(User), () => _agent.Asked > 0));
    }

    [Fact]
    public async Task Set_AfterALostClock_IsSentAgainBecauseItHadNoEffect()
    {
        SnmpTarget target = _agent.Target(User);
        await _client.GetAsync(target, Name);
        _agent.Boots++;
        Assert.True((await _client.SetAsync(target, [new VarBind(Name, SnmpValue.Integer32(1))])).Succeeded);
    }

    /// <summary>How a request ends whose deadline is over as soon as what it waits for has come.</summary>
    private async Task<SnmpFailureKind> KindAtTheEndAsync(SnmpTarget target, Func<bool> came) =>
        (await _time.EndAsync(target, _patient.GetAsync(target, Name), came)).Failure.Kind;
}
