using System.Collections.Immutable;
using System.Reflection;
using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Coordination.Tests.Messages;

public sealed class CodecTests
{
    private static readonly TimeSpan Here = TimeSpan.FromSeconds(1000);
    private static readonly TimeSpan There = TimeSpan.FromSeconds(77_000);
    private static readonly EffectId Id = new(new RunId(97, 3), 12);

    private static ImmutableArray<Effect> Orders { get; } =
    [
        new TellDeadlines(Id, "n1", Here + TimeSpan.FromSeconds(100), Here + TimeSpan.FromSeconds(160), "so that it goes on"),
        new WithdrawDeadlines(Id, "n1", "it has ended"),
        new QuietMonitors(Id, "c1", ""),
        new UnquietMonitors(Id, "c1", "über Nacht"),
        new WarnUsers(Id, "c1", Here + TimeSpan.FromSeconds(41), "power is failing"),
        new WaitGuard(Id, "c1", null, "work"),
        new WaitGuard(Id, "c1", Here + TimeSpan.FromSeconds(3), "work"),
        new StopWorkloads(Id, "c1", ["db", "web"], Here - TimeSpan.FromSeconds(5), "late already"),
        new OrderClusterStop(Id, "c1", "n2", Here + TimeSpan.FromMilliseconds(1), "x"),
        new RunJobs(Id, "n1", JobTime.PowerOn, [], Here + TimeSpan.FromDays(20), "x"),
        new OrderOsStop(Id, "n1", Here + TimeSpan.FromSeconds(60), true, "x"),
        new RebootNode(Id, "n1", "x"),
    ];

    private static ImmutableArray<Message> Others { get; } =
    [
        new Heartbeat(97, false, 0, "", null, null, [], [], []),
        new Heartbeat(97, true, 12, new string('a', 64), new TerminalWord(true, true, 7, 8), null, [], [new ParcelOffer(ParcelKind.Runs, UInt128.MaxValue - 5, 9, 100)], []),
        new Heartbeat(0, false, 0, "d", new TerminalWord(false, false, 0, 0),
            new NodeWord(AgentWord.OsStopping, 17, new RunId(97, 1), ClusterWord.Stopping, new AdministratorWord("c1", AdministratorStop.Reboot)),
            [
                new UpsWord("UPS1", new Reading(OutputSource.Battery, Conditions.LowBattery | Conditions.Boost)),
                new UpsWord("UPS2", new Reading(OutputSource.Mains, Conditions.None, new Percent(50), TimeSpan.FromSeconds(600), new Percent(30), new Watts(400), new Volts(101),
                    new Hertz(50), new Volts(100), new Amperes(4), new Volts(27), new Celsius(-3))),
            ],
            [],
            [new Echo(1, 2), new Echo(uint.MaxValue, (1L << 48) - 1)]),
        new OrderAnswer(Id, OrderStage.Failed, FailureKind.Refused, 97, "because"),
        new SilenceQuestion(Id, "UPS1"),
        new SilenceAnswer(Id, "UPS1", UpsHearing.HearsNothing),
        new ParcelAsk(ParcelKind.Configuration, 12345, 1000, 8),
        new ParcelPiece(ParcelKind.Configuration, 5, 2, 97, Here - TimeSpan.FromSeconds(4), 2000, 1, [1, 2, 3]),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Orders.Length + Others.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void Message_WrittenAndRead_IsTheSame(int at)
    {
        var message = Sample(at);

        Assert.Equal(CanonicalText.Of(message), CanonicalText.Of(MessageCodec.Read(Written(message), Here)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Message_CutAnywhereOrLonger_IsNone(int at)
    {
        var bytes = Written(Sample(at));
        for (var length = 0; length < bytes.Length; length++)
            Assert.Null(MessageCodec.Read(bytes.AsSpan(0, length), Here));
        Assert.Null(MessageCodec.Read([.. bytes, 0], Here));
    }

    [Fact]
    public void Samples_HoldEveryKindOfMessageAndOrder()
    {
        var messages = Subtypes(typeof(Message));
        var orders = Subtypes(typeof(Effect)).Where(type => IsOrder(type)).ToList();

        Assert.Equal(messages, messages.Intersect(Enumerable.Range(0, Orders.Length + Others.Length).Select(at => Sample(at).GetType())));
        Assert.Equal(orders, orders.Intersect(Orders.Select(order => order.GetType())));
        Assert.Equal(11, orders.Count);
    }

    [Fact]
    public void Order_ReadOnAnotherClock_HasTheSameTimeLeft()
    {
        var read = (Order)MessageCodec.Read(Written(Sample(0)), There)!;

        Assert.Equal(TimeSpan.FromSeconds(160), ((TellDeadlines)read.Effect).OsStopBy - There);
    }

    [Fact]
    public void Heartbeat_WithEverythingAtItsGreatest_FitsAndKeepsWhatMatters()
    {
        var name = new string('x', Limits.NameBytes);
        var reading = new Reading(OutputSource.Mains, (Conditions)0x7FFF, new Percent(50), TimeSpan.FromSeconds(600), new Percent(30), new Watts(400), new Volts(101),
            new Hertz(50), new Volts(100), new Amperes(4), new Volts(27), new Celsius(30));
        var beat = new Heartbeat(long.MaxValue, false, long.MaxValue, new string('f', 64), new TerminalWord(true, true, 1, 2),
            new NodeWord(AgentWord.Up, long.MaxValue, new RunId(long.MaxValue, int.MaxValue), ClusterWord.Normal, new AdministratorWord(name, AdministratorStop.ShutDown)),
            [.. Enumerable.Repeat(new UpsWord(name, reading), Limits.UpsesInHeartbeat)],
            [new ParcelOffer(ParcelKind.Configuration, 1, 1, 1), new ParcelOffer(ParcelKind.Runs, 1, 1, 1)],
            [.. Enumerable.Repeat(new Echo(1, 1), Limits.Echoes)]);
        Span<byte> to = stackalloc byte[Limits.MessageBytes];

        var length = MessageCodec.Write(beat, Here, to);

        Assert.True(length > 0);
        var read = (Heartbeat)MessageCodec.Read(to[..length], Here)!;
        Assert.Equal(CanonicalText.Of(beat with { Echoes = [] }), CanonicalText.Of(read with { Echoes = [] }));
        Assert.InRange(read.Echoes.Length, 10, Limits.Echoes);
    }

    [Fact]
    public void Text_TooLongOrWithControlCharacters_IsMadeFit()
    {
        var answer = new OrderAnswer(Id, OrderStage.Taken, default, 1, "line\nnext\u001b[31m" + new string('é', 300));

        var read = (OrderAnswer)MessageCodec.Read(Written(answer), Here)!;

        Assert.StartsWith("line next [31mé", read.Text, StringComparison.Ordinal);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(read.Text), Limits.TextBytes - 1, Limits.TextBytes);
    }

    private static Message Sample(int at) => at < Orders.Length ? new Order(97, 5, 1234567, Orders[at]) : Others[at - Orders.Length];

    private static byte[] Written(Message message)
    {
        var to = new byte[Limits.MessageBytes];
        var length = MessageCodec.Write(message, Here, to);
        Assert.True(length > 0);
        return to[..length];
    }

    private static List<Type> Subtypes(Type type) => [.. type.Assembly.GetTypes().Where(one => one.IsSubclassOf(type) && !one.IsAbstract)];

    private static bool IsOrder(Type type)
    {
        var made = (Effect)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        return OrderCodec.IsOrder(made);
    }
}
