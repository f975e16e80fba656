using System.Globalization;
using System.Text;
using PowerController.Decisions;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Units;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Journal;

namespace PowerController.Runtime.Tests.Loop;

/// <summary>Figures that move and change no judgement cost the journal nothing, however many UPSes tell them.</summary>
public sealed class QuietReadingsTests(ITestOutputHelper output)
{
    private const int Upses = 10_000;
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _watched = TimeSpan.FromMinutes(1);

    [Fact]
    public void TenThousandUpses_ForAMinuteWithoutAnOutage_AreMarkedAndNothingElseIsJournaled()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var bench = new LoopBench(Large()).Started();
        // The first figures say for each UPS that it has charge and run time enough: that is a judgement.
        Hear(bench, random);
        var (records, readings) = (bench.Records, bench.Loop.Counters.Readings);

        for (var passed = TimeSpan.Zero; passed < _watched; passed += _poll)
        {
            bench.Time.Advance(_poll);
            Hear(bench, random);
        }

        Assert.Equal(Upses * 30, bench.Loop.Counters.Readings - readings);
        // What is allowed is 10 a second; what is needed is a sign that time passes.
        Assert.InRange(bench.Records - records, 0, 2);
        var read = new JournalReader(bench.Files, Decider.Decide).Read(repair: false)!;
        Assert.Equal(CanonicalText.Of(bench.Loop.View.State), CanonicalText.Of(read.State));
    }

    private static void Hear(LoopBench bench, Random random)
    {
        foreach (var slot in bench.Loop.View.Board.Slots)
            bench.Loop.Heard(slot, Moved(random));
        bench.Loop.Pump();
    }

    private static Reading Moved(Random random) => LoopBench.Good with
    {
        InputVoltage = new Volts(226 + random.Next(8)),
        OutputVoltage = new Volts(228 + random.Next(4)),
        Load = new Percent(20 + random.Next(30)),
        Charge = new Percent(97 + random.Next(4)),
        RunTime = TimeSpan.FromMinutes(50 + random.Next(20)),
        BatteryTemperature = new Celsius(22 + random.Next(5)),
    };

    private static Model.Sites.Site Large()
    {
        var text = new StringBuilder("site: large\nbuild: terminal-apart\nterminals: [{ name: terminal, address: 10.0.0.2, supply: U00000, confirmTime: 3000s }]\ngroups:\n  - name: room\n    upses:\n");
        for (var at = 0; at < Upses; at++)
            text.Append(CultureInfo.InvariantCulture, $"      - {{ name: U{at:D5}, expectedRunTime: 60m, snmp: {{ address: 10.1.{at >> 8}.{at & 255} }} }}\n");
        return SiteConfiguration.Parse(text.ToString(), "site.yaml").Configuration!.Site;
    }
}
