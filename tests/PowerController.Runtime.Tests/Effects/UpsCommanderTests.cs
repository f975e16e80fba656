using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Effects;
using PowerController.Simulator.Sites;

namespace PowerController.Runtime.Tests.Effects;

public sealed class UpsCommanderTests
{
    private static readonly Ups _ups = ExampleSites.Single.Upses[0];
    private static readonly EffectId _id = new(new RunId(1, 1), 3);

    [Fact]
    public async Task Cut_ThatIsSeen_IsDoneWithTheDelayThatRuns()
    {
        var driver = new TaughtDriver(order => new ControlOutcome(order.Action, "", ControlResult.Seen, TimeSpan.FromSeconds(90), false, ""));
        var done = Assert.IsType<EffectDone>(await CarryAsync(driver, Cut(CutKind.OnBattery)));

        Assert.Equal(TimeSpan.FromSeconds(90), done.ReadBack);
        Assert.Equal((ControlAction.Cut, CutStyle.OnBattery, TimeSpan.FromSeconds(120)), (driver.Orders[0].Action, driver.Orders[0].Style, driver.Orders[0].Delay));
    }

    [Fact]
    public async Task GracefulCut_IsReadBackWithoutTheCardsOwnArithmetic()
    {
        var arithmetic = Decisions.Plans.CutArithmetic.GracefulDelay(_ups.Settings) - _ups.Settings.ShutoffDelay;
        var driver = new TaughtDriver(order => new ControlOutcome(order.Action, "", ControlResult.Acknowledged, arithmetic + TimeSpan.FromSeconds(120), false, ""));

        Assert.Equal(TimeSpan.FromSeconds(120), Assert.IsType<EffectDone>(await CarryAsync(driver, Cut(CutKind.Graceful))).ReadBack);
    }

    [Theory]
    [InlineData(ControlResult.NotNow, FailureKind.BadValue)]
    [InlineData(ControlResult.NotSupported, FailureKind.NotSupported)]
    [InlineData(ControlResult.Ignored, FailureKind.Ignored)]
    [InlineData(ControlResult.Refused, FailureKind.Refused)]
    [InlineData(ControlResult.TooLong, FailureKind.TooLong)]
    [InlineData(ControlResult.NoAnswer, FailureKind.NoAnswer)]
    public async Task Cut_ThatFails_SaysHow(ControlResult result, FailureKind kind)
    {
        var driver = new TaughtDriver(order => new ControlOutcome(order.Action, "", result, null, false, "why"));
        var failed = Assert.IsType<EffectFailed>(await CarryAsync(driver, Cut(CutKind.Delayed)));

        Assert.Equal((kind, "why"), (failed.Kind, failed.Text));
    }

    [Fact]
    public async Task Effect_ThatComesAgain_IsNotDoneAgainButAnsweredAgain()
    {
        var driver = new TaughtDriver(order => new ControlOutcome(order.Action, "", ControlResult.Seen, null, false, ""));
        var events = System.Threading.Channels.Channel.CreateUnbounded<PowerEvent>();
        using var commander = new UpsCommander(_ => driver, happened => events.Writer.TryWrite(happened), () => TimeSpan.FromSeconds(5));
        commander.Carry(new TurnOn(_id, _ups.Name, null, ""), _ups);
        commander.Carry(new TurnOn(_id, _ups.Name, null, ""), _ups);
        await events.Reader.ReadAsync(TestContext.Current.CancellationToken);
        commander.Carry(new TurnOn(_id, _ups.Name, null, ""), _ups);

        Assert.Equal(_id, Assert.IsType<EffectDone>(await events.Reader.ReadAsync(TestContext.Current.CancellationToken)).Id);
        Assert.Single(driver.Orders);
    }

    [Fact]
    public async Task Commands_ToOneUps_ComeToItInTheirOrder()
    {
        const int Many = 200;
        var driver = new TaughtDriver(order => new ControlOutcome(order.Action, "", ControlResult.Seen, null, false, ""));
        var events = System.Threading.Channels.Channel.CreateUnbounded<PowerEvent>();
        using var commander = new UpsCommander(_ => driver, happened => events.Writer.TryWrite(happened), () => TimeSpan.FromSeconds(5));
        for (var number = 0; number < Many; number++)
            commander.Carry(Cut(CutKind.OnBattery) with { Id = _id with { Number = number }, Delay = TimeSpan.FromSeconds(number) }, _ups);
        for (var number = 0; number < Many; number++)
            await events.Reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, Many).Select(number => TimeSpan.FromSeconds(number)), driver.Orders.Select(order => order.Delay));
    }

    [Fact]
    public async Task PlannedCut_OfACardWithoutATimedSleep_IsAnOrdinaryCut()
    {
        var driver = new TaughtDriver(order => new ControlOutcome(
            order.Action, "", order.Action == ControlAction.Sleep ? ControlResult.NotSupported : ControlResult.Seen, null, false, ""));
        await CarryAsync(driver, Cut(CutKind.Graceful) with { ReturnAfter = TimeSpan.FromHours(8) });

        Assert.Equal([ControlAction.Sleep, ControlAction.Cut], driver.Orders.Select(order => order.Action));
    }

    private static ArmCut Cut(CutKind kind) => new(_id, _ups.Name, null, kind, TimeSpan.FromSeconds(120), AfterCut.ReturnWithMains, null, "because");

    private static async Task<PowerEvent> CarryAsync(TaughtDriver driver, Effect effect)
    {
        var became = new TaskCompletionSource<PowerEvent>();
        using var commander = new UpsCommander(_ => driver, happened => became.TrySetResult(happened), () => TimeSpan.FromSeconds(5));
        commander.Carry(effect, _ups);
        return await became.Task;
    }

    private sealed class TaughtDriver(Func<ControlOrder, ControlOutcome> answer) : IUpsDriver
    {
        public List<ControlOrder> Orders { get; } = [];

        public string Address => "taught";

        public Task<ControlOutcome> ControlAsync(ControlOrder order, CancellationToken cancel)
        {
            Orders.Add(order);
            return Task.FromResult(answer(order));
        }

        public Task<ControlOutcome> AbortAsync(ControlOrder order, CancellationToken cancel) => ControlAsync(order, cancel);

        public Task<DeviceResult<UpsDescription>> IdentifyAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<DeviceResult<PolledReading>> PollAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<DeviceResult<SettingsReadout>> ReadSettingsAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<DeviceResult<SettingsReport>> WriteSettingsAsync(ImmutableArray<SettingChange> changes, CancellationToken cancel) => throw new NotSupportedException();

        public Task<DeviceResult<OutletReadout>> ReadOutletsAsync(CancellationToken cancel) => throw new NotSupportedException();
    }
}
