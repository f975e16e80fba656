using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications;
using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Gateways.Snmp;

public sealed class SiteMibTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly FollowedSite _site = ClusterSite.Outage(Start);
    private readonly SiteMib _mib;

    public SiteMibTests() => _mib = new SiteMib(_site, "a terminal", () => 4711);

    [Fact]
    public void Walk_IsInOrderAndReadsWhatIsRead()
    {
        var walked = Walk();

        Assert.Equal(4 + 6 + (2 * 4) + (4 * 16) + 5 + 5 + 8, walked.Count);
        for (var at = 0; at < walked.Count; at++)
        {
            Assert.True(at == 0 || walked[at - 1].Name.CompareTo(walked[at].Name) < 0, walked[at].Name.ToString());
            Assert.Equal(walked[at].Value, _mib.Read(walked[at].Name));
        }
    }

    /// <summary>Whatever name a manager asks behind, it gets the first that is behind it.</summary>
    [Fact]
    public void Next_BehindAnyName_IsTheFirstBehindIt()
    {
        var walked = Walk();
        foreach (var one in walked)
        {
            foreach (var asked in new[] { one.Name, one.Name.Append(0), one.Name.Append(7, 7), Oid.Of(one.Name.Arcs[..^1]), Oid.Of(one.Name.Arcs[..^2]), Oid.Of([.. one.Name.Arcs[..^1], one.Name[one.Name.Count - 1] + 1]) })
            {
                var expected = walked.FirstOrDefault(candidate => candidate.Name.CompareTo(asked) > 0);
                Assert.Equal(!expected.Name.IsEmpty, _mib.TryReadNext(asked, out var next));
                Assert.Equal(expected.Name, next.Name);
            }
        }
    }

    [Theory]
    [InlineData("pcSiteName", 0, "demo")]
    [InlineData("pcSitePhase", 0, "5")]
    [InlineData("pcSiteAutomatic", 0, "1")]
    [InlineData("pcSiteMaster", 0, "terminal")]
    [InlineData("pcGroupParent", 2, "1")]
    [InlineData("pcGroupPhase", 2, "2")]
    [InlineData("pcGroupReason", 1, "run 3.8: UPS2 has failed")]
    [InlineData("pcUpsName", 2, "UPS2")]
    [InlineData("pcUpsModel", 2, "Maker Model 3000")]
    [InlineData("pcUpsSource", 2, "3")]
    [InlineData("pcUpsCharge", 2, "73")]
    [InlineData("pcUpsInputVoltage", 1, "1012")]
    [InlineData("pcUpsOnBatteryFor", 2, "45")]
    [InlineData("pcUpsReachable", 3, "2")]
    [InlineData("pcUpsSource", 3, "1")]
    [InlineData("pcUpsCharge", 3, "-1")]
    [InlineData("pcUpsLoad", 4, "-1")]
    [InlineData("pcUpsBatteryTemp", 4, "-1000")]
    [InlineData("pcNodeState", 1, "4")]
    [InlineData("pcNodeSupplied", 1, "2")]
    [InlineData("pcNodeCluster", 1, "cluster")]
    [InlineData("pcDiskState", 1, "2")]
    [InlineData("pcDiskRank", 1, "2")]
    [InlineData("pcDiskSupplied", 1, "1")]
    [InlineData("pcRunPhase", 196616, "5")]
    [InlineData("pcRunElapsed", 196616, "45")]
    [InlineData("pcRunRemaining", 196616, "600")]
    public void Value_IsThatOfTheSnapshot(string name, long row, string expected) => Assert.Equal(expected, _mib.Read(PowerControllerMib.Instance(name, row)).ToString());

    [Fact]
    public void Conditions_AreBitsFromTheLeft() =>
        Assert.Equal([0x81, 0x00], _mib.Read(PowerControllerMib.Instance("pcUpsConditions", 2)).Octets.ToArray());

    [Fact]
    public void Missing_IsSaidAsManagersKnowIt()
    {
        Assert.Equal(SnmpValue.NoSuchInstance, _mib.Read(PowerControllerMib.Instance("pcUpsName", 9)));
        Assert.Equal(SnmpValue.NoSuchObject, _mib.Read(PowerControllerMib.Root.Append(9)));
        Assert.Equal(SnmpErrorStatus.NotWritable, _mib.Check(new VarBind(PowerControllerMib.Instance("pcUpsName", 1), SnmpValue.Text("x"))));
    }

    [Fact]
    public void EndedRun_StandsBesideTheOpenOne()
    {
        var site = new SiteView(_site.Current with { Closed = [ClusterSite.Report(TimeSpan.FromSeconds(1))] }, 0);

        Assert.Equal([("3.7", MibWords.RunDone), ("3.8", MibWords.RunRunning)], site.Runs.Select(run => (run.Name, run.State)));
    }

    private List<VarBind> Walk()
    {
        var walked = new List<VarBind>();
        var at = Oid.Of(1, 3);
        while (_mib.TryReadNext(at, out var next))
        {
            walked.Add(next);
            at = next.Name;
        }

        return walked;
    }
}
