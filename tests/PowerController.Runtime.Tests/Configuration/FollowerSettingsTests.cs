using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Following;
using PowerController.Runtime.History;
using PowerController.Runtime.Notifications;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.Runtime.Tests.Configuration;

public sealed class FollowerSettingsTests
{
    /// <summary>What the README shows has to work.</summary>
    [Fact]
    public void Readme_Sample_IsWhatItSays()
    {
        var sample = File.ReadAllText(Repository.At("README.md")).Split("```yaml\n").Single(part => part.StartsWith("history:", StringComparison.Ordinal)).Split("```")[0];

        var load = SiteConfiguration.Parse(FollowedSite.Text + "\n" + sample, "README.md");

        Assert.Empty(load.Errors);
        var followers = load.Configuration!.Followers;
        Assert.Equal(["loghost", "nms", "people", "chat", "beeper"], followers.Notifications.Receivers.Select(receiver => receiver.Name));
        Assert.Equal(6514, Assert.IsType<ToSyslog>(followers.Notifications.Receivers[0].Way).Port);
        Assert.True(Assert.IsType<ToSnmp>(followers.Notifications.Receivers[1].Way).Inform);
        Assert.Equal((587, MailEncryption.StartTls), Assert.IsType<ToMail>(followers.Notifications.Receivers[2].Way) is var mail ? (mail.Port, mail.Encryption) : default);
        Assert.True(followers.Notifications.Receivers[2].Wants(DiaryKind.Run, Urgency.Alarm));
        Assert.False(followers.Notifications.Receivers[2].Wants(DiaryKind.Run, Urgency.Warning));
        Assert.False(followers.Notifications.Receivers[2].Wants(DiaryKind.Command, Urgency.Alarm));
        Assert.Equal(("manager", 161), (Assert.Single(followers.Gateways.Snmp!.Users).User, followers.Gateways.Snmp.Port));
        Assert.Equal("http://10.0.0.9:4318/v1/traces", followers.Gateways.Traces!.Endpoint);
    }

    [Fact]
    public void Site_ThatSaysNothing_KeepsAFileAndTellsNobody()
    {
        var load = SiteConfiguration.Parse(FollowedSite.Text, "site.yaml");

        Assert.Equal(FollowerSettings.Usual, load.Configuration!.Followers with { Notifications = NotificationSettings.None });
        Assert.Equal(HistorySettings.Usual, load.Configuration.Followers.History);
    }

    /// <summary>Terminals may tell different receivers, and run the same configuration.</summary>
    [Fact]
    public void Digest_DoesNotDependOnFollowers() => Assert.Equal(
        SiteConfiguration.Parse(FollowedSite.Text, "site.yaml").Configuration!.Digest,
        SiteConfiguration.Parse(FollowedSite.Text + "\nhistory: { detail: 20d }", "site.yaml").Configuration!.Digest);
}
