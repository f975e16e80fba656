namespace PowerController.Scenarios;

/// <summary>What goes wrong in the field, row by row: each hazard has its story here, or its test in the room where it happens.</summary>
public sealed class HazardTests
{
    /// <summary>Under each hazard the names of stories, and of tests as "path of the file below tests : method".</summary>
    private static readonly (string Hazard, string[] ToldBy)[] _told =
    [
        ("power returns in the middle of a shutdown", ["mains-return-during-cluster-stop", "mains-return-before-the-cut-runs-out"]),
        ("a latched forced shutdown is replayed after restart", ["finished-run-is-never-replayed"]),
        ("low battery reported while on mains", ["low-battery-on-mains-is-ignored"]),
        ("low battery at 90 % charge", ["low-battery-at-ninety-percent", "worn-battery-does-not-hold-for-ever"]),
        ("a threshold of 100 % or 0 s", ["PowerController.Tests/Checking/Bad/return-charge-full/expected.txt", "PowerController.Tests/Checking/Bad/zero-confirm-time/expected.txt",
            "PowerController.Devices.Tests/Snmp/SettingsTests.cs:Write_NotAmongTheCardsOwnValues_IsNotWritten"]),
        ("calibration shows off, or lingers and blocks a shutdown", ["calibration-flag-lingers", "off-for-one-reading", "calibration-is-no-outage"]),
        ("a real outage during a calibration", ["outage-during-a-calibration"]),
        ("off reported while feeding the load, off true but counted healthy", ["off-reported-while-feeding", "off-and-really-off-has-lost-power"]),
        ("one UPS's state appears on another", ["answers-for-another-ups-change-nothing", "PowerController.Peers/Devices/ForgedAnswerTests.cs:Ups_AnswersOfAnotherFloodIn_NeverShowsTheOthersValues"]),
        ("silence on battery taken for a shutdown, or for recovery", ["silence-on-battery-policy-continue", "silence-on-battery-policy-shutdown", "failed-then-silent-stays-failed", "silence-then-good-again"]),
        ("silence while bypass, alarm or off gets no grace", ["silence-on-bypass-gets-the-same-grace"]),
        ("one failing optional value makes all data stale", ["PowerController.Devices.Tests/Snmp/SnmpDriverTests.cs:Poll_OneOptionalValueFails_StateAndOtherValuesStay"]),
        ("dead card: each value costs one timeout", ["PowerController.Devices.Tests/Snmp/SnmpDriverTests.cs:Poll_DeadCard_CostsOneDeadlineHoweverManyValues"]),
        ("a card's own seconds on battery are not reset", ["second-dip-counts-from-its-own-beginning"]),
        ("alarm, economy mode or bypass alone trigger a shutdown", ["alarms-alone-stop-nothing"]),
        ("the wall clock jumps", ["PowerController.Hosts.Tests/Life/HostClockTests.cs:HostClock_TimePassesAndTheWallClockGoesBack_GoesOnFromWhereItBegan",
            "PowerController.Runtime.Tests/Journal/ResumeTests.cs:Clock_AfterARestartOfTheProgram_GoesOnByTheSystemsOwnWhateverTheWallClockSays",
            "PowerController.Runtime.Tests/Journal/ResumeTests.cs:Clock_AfterAStartOfTheSystem_GoesOnByTheWallClockAndNeverBack"]),
        ("unknown taken as good", ["unknown-blocks-restore"]),
        ("restart of nodes at low charge, then a second outage", ["restart-waits-for-charge", "restart-waits-for-run-time", "flapping-mains-starts-the-gate-anew", "second-outage-while-nodes-start"]),
        ("a command in the wrong unit, or acted on at once", ["PowerController.Devices.Tests/Snmp/SettingsTests.cs:Write_TicksObject_IsWrittenInHundredthsAndAsTicks",
            "PowerController.Devices.Tests/Snmp/ControlTests.cs:Cut_CardMakesTheDelayShorter_IsNotCommanded", "PowerController.Decisions.Tests/Shutdown/CutTests.cs:Cut_ReadBackShorterThanOrdered_IsAnAlarm"]),
        ("acknowledged but ignored by the card", ["acknowledged-but-ignored-by-the-card", "PowerController.Devices.Tests/Snmp/ControlTests.cs:Cut_AcknowledgedButIgnored_IsRepeatedAndThenSaid"]),
        ("output never cut because the network is down by then", ["network-dies-with-its-switches"]),
        ("hosts counted, not named", ["unreachable-node-is-not-off", "one-node-shut-down-by-an-operator"]),
        ("stopped taken for powered off", ["system-stop-hangs-disk-waits"]),
        ("nodes already stopped are left off when power returns early", ["nodes-already-stopped-are-not-left-off"]),
        ("restart of the controller forgets the run", ["crash-in-cluster-stop"]),
        ("a packet that starts a node is sent once, and lost", ["start-packet-lost"]),
        ("an empty selection means all", ["PowerController.Tests/Checking/Bad/empty-group/expected.txt"]),
        ("storage goes down before its clients, comes up after them", ["warm-up-with-a-dark-rank-way-a", "warm-up-with-a-dark-rank-way-b", "disk-not-ready-holds-its-nodes"]),
        ("low battery never exercised before the first real outage", ["low-battery-acts-at-once", "PowerController.Simulator.Tests/Drills/DrillTests.cs:Drill_OfEverythingFailing_KeepsToThePlanAndEndsNormal"]),
    ];

    public static TheoryData<string> Hazards => [.. _told.Select(row => row.Hazard)];

    [Theory]
    [MemberData(nameof(Hazards))]
    public void Hazard_OfTheField_HasItsStoryOrTest(string hazard)
    {
        foreach (var told in _told.Single(row => row.Hazard == hazard).ToldBy)
            Assert.True(IsThere(told), $"Nobody tells any more of the hazard '{hazard}': {told} is gone.");
    }

    private static bool IsThere(string told)
    {
        if (!told.Contains('/', StringComparison.Ordinal))
            return File.Exists(Path.Combine(StoryTests.Folder(), told + ".story"));
        var parts = told.Split(':');
        var file = Path.Combine(StoryTests.Folder(), "..", "..", parts[0]);
        return File.Exists(file) && (parts.Length == 1 || File.ReadAllText(file).Contains($" {parts[1]}(", StringComparison.Ordinal));
    }
}
