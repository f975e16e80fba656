using PowerController.Runtime.History;
using PowerController.Runtime.Notifications;

namespace PowerController.Runtime.Configuration;

/// <summary>What follows the site, beside it: nothing of this bears on a decision, so hosts may differ in it.</summary>
public sealed record FollowerSettings(HistorySettings History, NotificationSettings Notifications, GatewaySettings Gateways)
{
    public static FollowerSettings Usual { get; } = new(HistorySettings.Usual, NotificationSettings.None, GatewaySettings.None);
}
