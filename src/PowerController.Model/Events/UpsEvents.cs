using PowerController.Model.Readings;

namespace PowerController.Model.Events;

/// <summary>A UPS answered a poll.</summary>
public sealed record UpsRead(TimeSpan At, string Ups, Reading Reading) : PowerEvent(At);

/// <summary>A poll of a UPS failed. The poller says so for every failed poll; the first counts, the others change nothing.</summary>
/// <remarks>Of every UPS there comes a <see cref="UpsRead"/> or a <see cref="UpsSilent"/> at least once in each poll gap.</remarks>
public sealed record UpsSilent(TimeSpan At, string Ups, SilenceKind Kind) : PowerEvent(At);

public enum SilenceKind
{
    NoAnswer,
    Unreachable,
    Refused,
    Garbled,
}

/// <summary>A majority of the control terminals hear nothing of this UPS: the answer to AskPeersAboutSilence. Absence of evidence needs agreement.</summary>
public sealed record PeersAgreedOnSilence(TimeSpan At, string Ups) : PowerEvent(At);

/// <summary>Whether a disk can be used, by a probe from outside (its management port, a path check).</summary>
public sealed record DiskProbed(TimeSpan At, string Disk, bool Ready) : PowerEvent(At);
