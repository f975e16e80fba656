namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>A way to one receiver.</summary>
internal interface IReceiver : IDisposable
{
    /// <summary>Returns when it is delivered; throws when it is not, whatever the reason. May be told the same notice again.</summary>
    Task DeliverAsync(Notice notice, CancellationToken cancellation);
}
