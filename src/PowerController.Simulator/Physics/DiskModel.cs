using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Simulator.Physics;

/// <summary>A shared disk: it has power or not, and is ready some time after.</summary>
internal sealed class DiskModel(Disk disk, DiskPlace place, int position)
{
    public Disk Disk { get; } = disk;

    public DiskPlace Place { get; } = place;

    public int Position { get; } = position;

    public bool Input { get; set; } = true;

    public long InputSince { get; set; }

    public bool Ready { get; set; } = true;

    public int Stamp { get; set; }

    public long SpinUpTime { get; set; }

    /// <summary>Whether anybody can tell from outside that it is ready.</summary>
    public bool CanBeProbed { get; set; }

    public static long Watts => 180;
}
