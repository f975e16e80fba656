using PowerController.Runtime.Snapshots;

namespace PowerController.Running;

/// <summary>Snapshots for who is made before the loop is, and looks after it runs.</summary>
internal sealed class LateSnapshots : ISnapshotSource
{
    public ISnapshotSource? Source { get; set; }

    public SiteSnapshot Current => (Source ?? throw new InvalidOperationException("Nobody looks before the loop runs.")).Current;
}
