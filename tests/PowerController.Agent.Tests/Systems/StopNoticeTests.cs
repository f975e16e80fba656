using PowerController.Agent.Life;
using PowerController.Agent.Systems;
using PowerController.Model.Events;

namespace PowerController.Agent.Tests.Systems;

public sealed class StopNoticeTests
{
    [Theory]
    [InlineData(AdministratorStop.ShutDown, false, false, "stop")]
    [InlineData(AdministratorStop.Reboot, true, false, "reboot cluster")]
    [InlineData(AdministratorStop.ShutDown, true, true, "stop cluster now")]
    public void Notice_WrittenAndRead_IsTheSame(AdministratorStop kind, bool wholeCluster, bool systemStops, string line)
    {
        var notice = new StopNotice(kind, wholeCluster, systemStops);
        Assert.Equal(line, notice.Line);
        Assert.Equal(notice, StopNotice.Parse(line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("halt")]
    [InlineData("stop everything")]
    [InlineData("cluster stop")]
    public void Notice_ThatIsNone_IsNotRead(string line) => Assert.Null(StopNotice.Parse(line));

    [Theory]
    [InlineData("  12 poweroff.target start waiting\n 13 systemd-poweroff.service start waiting", AdministratorStop.ShutDown)]
    [InlineData("  12 halt.target start waiting", AdministratorStop.ShutDown)]
    [InlineData("  12 reboot.target start waiting", AdministratorStop.Reboot)]
    [InlineData("", AdministratorStop.Reboot)]
    public void Jobs_OfASystemThatStops_SayWhereItGoes(string jobs, AdministratorStop kind) => Assert.Equal(kind, SystemWatch.KindOf(jobs));
}
