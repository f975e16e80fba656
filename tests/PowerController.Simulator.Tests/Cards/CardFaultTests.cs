using PowerController.Snmp;
using PowerController.Snmp.Messages;

namespace PowerController.Simulator.Cards;

public class CardFaultTests
{
    private readonly CardBench _bench = new(CardProfile.Apc);

    [Fact]
    public void Silent_AnswersNothing()
    {
        _bench.Card.Faults = new CardFaults { Silent = true };
        Assert.Null(Ask());
        _bench.Card.Faults = CardFaults.None;
        Assert.NotNull(Ask());
    }

    [Fact]
    public void LosesEveryThird_AnswersTwoOfThree()
    {
        _bench.Card.Faults = new CardFaults { LosesEvery = 3 };
        Assert.Equal("yes yes no yes yes no", string.Join(' ', Enumerable.Range(0, 6).Select(_ => Ask() is null ? "no" : "yes")));
    }

    [Fact]
    public void Delayed_AnswersLater()
    {
        _bench.Card.Faults = new CardFaults { Delay = TimeSpan.FromSeconds(3) };
        Assert.Null(Ask());
        _bench.Wait(2.9);
        Assert.Empty(_bench.LastPeer.Sent);
        _bench.Wait(0.2);
        Assert.Single(_bench.LastPeer.Sent);
    }

    [Fact]
    public void Duplicated_AnswersSeveralTimes()
    {
        _bench.Card.Faults = new CardFaults { Duplicates = 2 };
        Ask();
        Assert.Equal(3, _bench.LastPeer.Sent.Count);
    }

    [Fact]
    public void WrongRequestId_AnswersAnother() => Assert.Equal(100, With(new CardFaults { WrongRequestId = true })!.RequestId);

    [Fact]
    public void ErrorStatus_AnswersWithIt() => Assert.Equal(SnmpErrorStatus.GenErr, With(new CardFaults { Error = SnmpErrorStatus.GenErr })!.Status);

    [Fact]
    public void TruncatedAndGarbage_CannotBeRead()
    {
        foreach (CardFaults faults in new[] { new CardFaults { Truncated = true }, new CardFaults { Garbage = true } })
        {
            _bench.Card.Faults = faults;
            Assert.ThrowsAny<Exception>(() => Ask());
            Assert.NotEqual(Snmp.Ber.BerFault.None, MessageView.Read(Assert.Single(_bench.LastPeer.Sent), out _));
        }
    }

    [Fact]
    public void Recording_IsServedInOrder()
    {
        Recording recording = Recording.Read(new StringReader("1.3.6.1.2.1.1.5.0|4|ups|1\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.318\n\n1.3.6.1.2.1.1.3.0|67|4294967295\n1.3.6.1.2.1.2.1.0|4x|00FF\n1.3.6.1.2.1.2.2.0|70|18446744073709551615\n1.3.6.1.2.1.2.3.0|2|-5\n1.3.6.1.2.1.2.4.0|64|10.0.0.1\n"));
        List<string> walked = [];
        for (Oid at = Oid.Parse("1.3"); recording.TryReadNext(at, out VarBind next); at = next.Name) walked.Add(next.Value.ToString());
        Assert.Equal(["1.3.6.1.4.1.318", "4294967295", "ups|1", "00FF", "18446744073709551615", "-5", "10.0.0.1"], walked);
        Assert.Equal(SnmpErrorStatus.WrongType, recording.Check(new VarBind(Oid.Parse("1.3.6.1.2.1.1.5.0"), SnmpValue.Integer32(1))));
    }

    [Theory]
    [InlineData("no bars at all")]
    [InlineData("1.3.6|99|x")]
    [InlineData("1.3.6|2|word")]
    [InlineData("1.3.6|4x|0")]
    [InlineData("1.9.x|2|1")]
    public void Recording_ThatCannotBeRead_NamesTheLine(string line)
    {
        FormatException fault = Assert.Throws<FormatException>(() => Recording.Read(new StringReader("1.3.6.1|2|1\n" + line)));
        Assert.Contains("Line 2", fault.Message, StringComparison.Ordinal);
    }

    private CardAnswer? With(CardFaults faults)
    {
        _bench.Card.Faults = faults;
        return Ask();
    }

    private CardAnswer? Ask() => _bench.Ask(PduType.Get, new VarBind(_bench.At("1.1.1.0")));
}
