using System.Collections.Immutable;
using PowerController.Console.Api.Documents;
using PowerController.Model.Events;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Asking;

/// <summary>What a request becomes: something for the decision, or for one UPS; with its plan.</summary>
internal sealed record Wanted(Request? Request, UpsCommand? Command, AskPlan Plan)
{
    public static Wanted Of(Request request, AskPlan plan) => new(request, null, plan);

    public static Wanted Of(UpsCommand command, string says) => new(null, command, new AskPlan([says], []));
}

/// <summary>One kind of request: who may make it, what it takes, and what it means.</summary>
/// <param name="Takes">The members of the body that it knows.</param>
/// <param name="Make">Throws <see cref="WrongAsk"/> where the body does not fit the site.</param>
internal sealed record AskKind(string Name, ApiRole Needs, string Summary, ImmutableArray<string> Takes, Func<SiteSnapshot, AskDocument, Wanted> Make)
{
    public static ImmutableArray<AskKind> All { get; } =
    [
        OnUnit("cancel", "Let the countdown of a unit run out without effect, until its power has been good again.", unit => new CancelCountdown(unit),
            "The countdown has no effect until the power has been good again; only an exhausting battery overrides that."),
        OnUnit("finish-stay-off", "Finish the open run of a unit, but start nothing.", unit => new FinishButStayOff(unit),
            "The shutdown is completed, and nothing is started afterwards until somebody asks for it."),
        OnUnit("skip-wait", "Start now what only waits for charge, stability or a planned time.", unit => new SkipWait(unit),
            "It is started without waiting for charge, stability or a planned time. Warm-up of disks is never skipped."),
        OnUnit("force", "Do not wait any longer for what the present phase waits for.", unit => new ForceOn(unit),
            "The present phase ends now: what it waits for is not waited for any longer."),
        new("local", ApiRole.Operator, "Maintenance: nothing is cut or started by itself.", [],
            (_, _) => Wanted.Of(new SwitchToLocal(), new AskPlan(["Nothing is cut and nothing is started by itself until AUTO is asked for. The watching goes on."], []))),
        new("auto", ApiRole.Operator, "Automatic operation again; 'answer' says what to do where something is down.", [nameof(AskDocument.Answer)], Auto),
        new("shutdown", ApiRole.Operator, "Shut a unit, or one node of a cluster, down and cut its power.",
            [nameof(AskDocument.Unit), nameof(AskDocument.Node), nameof(AskDocument.ReturnAfterSeconds)], ShutDown),
        OnUnit("reboot", "Restart a unit without cutting its power.", unit => new Reboot(unit), null),
        OnUnit("start", "Start a unit.", unit => new Start(unit), null),
        new("ups-test", ApiRole.Operator, "Have a UPS test itself.", [nameof(AskDocument.Ups)],
            (snapshot, ask) => Wanted.Of(new TestUps(Ask.Ups(snapshot, ask)), $"{ask.Ups} runs on battery for some seconds. That is no outage.")),
        new("ups-outlet", ApiRole.Admin, "Switch an outlet group of a UPS, or its whole output.",
            [nameof(AskDocument.Ups), nameof(AskDocument.OutletGroup), nameof(AskDocument.On), nameof(AskDocument.Anyway)], Outlet),
        new("ups-set", ApiRole.Admin, "Write settings into a UPS, and read them back.", [nameof(AskDocument.Ups), nameof(AskDocument.Settings)], Set),
    ];

    private static AskKind OnUnit(string name, string summary, Func<string, Request> make, string? says) =>
        new(name, ApiRole.Operator, summary, [nameof(AskDocument.Unit)], (snapshot, ask) =>
        {
            var request = make(Ask.Unit(snapshot, ask));
            return Wanted.Of(request, says is null ? AskPlans.Of(snapshot, request) : AskPlans.OfOpenRun(snapshot, ask.Unit!, says));
        });

    private static Wanted Auto(SiteSnapshot snapshot, AskDocument ask)
    {
        var answer = ask.Answer switch
        {
            null => AutoAnswer.Ask,
            "resume" => AutoAnswer.Resume,
            "leave-as-is" => AutoAnswer.LeaveAsIs,
            _ => throw new WrongAsk($"'{ask.Answer}' is no answer.", "Write resume or leave-as-is, or leave it out to be asked."),
        };
        return Wanted.Of(new SwitchToAuto(answer), AskPlans.OfAuto(snapshot, answer));
    }

    private static Wanted ShutDown(SiteSnapshot snapshot, AskDocument ask)
    {
        if (ask is { Unit: not null, Node: not null })
            throw new WrongAsk("Both a unit and a node are named.", "Name the unit to shut it down whole, or one node of it.");
        if (ask.ReturnAfterSeconds is not null and not (>= 0 and <= Ask.LongestReturn))
            throw new WrongAsk("returnAfterSeconds is out of range.", $"Give 0 to {Ask.LongestReturn} seconds.");
        if (ask.Node is null)
        {
            var back = ask.ReturnAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            var request = new ShutDown(Ask.Unit(snapshot, ask), back);
            return Wanted.Of(request, AskPlans.Of(snapshot, request));
        }

        if (ask.ReturnAfterSeconds is not null)
            throw new WrongAsk("A single node is started again when somebody asks for it.", "Leave returnAfterSeconds out, or name the whole unit.");
        var one = new ShutDownNode(Ask.Node(snapshot, ask));
        return Wanted.Of(one, AskPlans.Of(snapshot, one));
    }

    private static Wanted Outlet(SiteSnapshot snapshot, AskDocument ask)
    {
        var ups = Ask.Ups(snapshot, ask);
        if (ask.On is not { } on)
            throw new WrongAsk("Whether to switch on or off is not said.", "Give on: true or on: false.");
        var groups = snapshot.Site.Upses[snapshot.State.Topology.Ups(ups)].OutletGroups.Select(group => group.Name).ToArray();
        if (ask.OutletGroup is { } group && !groups.Contains(group, StringComparer.Ordinal))
            throw WrongAsk.Unknown("outlet group", group, groups);
        var what = ask.OutletGroup is null ? ups : $"{ups}/{ask.OutletGroup}";
        return Wanted.Of(new SwitchOutlet(ups, ask.OutletGroup, on, ask.Anyway), $"{what} is switched {(on ? "on" : "off")}.");
    }

    private static Wanted Set(SiteSnapshot snapshot, AskDocument ask)
    {
        var ups = Ask.Ups(snapshot, ask);
        if (ask.Settings is not { Count: > 0 } settings)
            throw new WrongAsk("No setting is given.", "Give settings: { \"shutoffDelay\": \"300s\" }.");
        foreach (var (name, value) in settings)
        {
            if (SettingText.WhyNot(name, value) is { } wrong)
                throw new WrongAsk(wrong, "Nothing was written.");
        }

        return Wanted.Of(
            new SetUps(ups, [.. settings.Select(pair => new SettingWish(pair.Key, pair.Value))]),
            $"{ups}: {string.Join(", ", settings.Select(pair => $"{pair.Key} {pair.Value}"))} is written and read back.");
    }
}
