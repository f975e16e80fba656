using PowerController.Model.Runs;

namespace PowerController.Coordination.Stations;

/// <summary>What the coordination has found out, for `status` and for alarms. The closed set.</summary>
public abstract record HostFact
{
    private protected HostFact(string host) => Host = host;

    /// <summary>Whom it is about.</summary>
    public string Host { get; init; }

    /// <summary>In an operator's words.</summary>
    public abstract string Text { get; }
}

/// <summary>Two hosts speak by the same name. The one that was there first is believed.</summary>
public sealed record NameTwice(string Host) : HostFact(Host)
{
    public override string Text => $"two hosts speak by the name {Host}; the one that was there first is believed, the other is ignored: give one of them another name, or stop it";
}

public sealed record NameSingle(string Host) : HostFact(Host)
{
    public override string Text => $"only one host speaks by the name {Host} again";
}

/// <summary>Another host speaks by this host's own name and was there first: this one neither leads nor obeys.</summary>
public sealed record OwnNameTaken(string Host) : HostFact(Host)
{
    public override string Text => $"another host already speaks by this host's name, {Host}; this one stands aside: give it another name, or stop the other";
}

public sealed record OwnNameFree(string Host) : HostFact(Host)
{
    public override string Text => $"nobody else speaks by this host's name, {Host}, any more; it takes part again";
}

/// <summary>The others know a later start of this host than its own. It has to start again, with a greater boot id than <paramref name="Boot"/>.</summary>
public sealed record LaterStartKnown(string Host, long Boot) : HostFact(Host)
{
    public override string Text => $"the other hosts know a later start of {Host} than this one: it has lost its memory and its clock went back; it has to start again to be believed";
}

public sealed record NewerProtocol(string Host, int Version) : HostFact(Host)
{
    public override string Text => $"{Host} speaks version {Version} of the protocol, which this program does not know; nothing it says is acted on: update this host";
}

public sealed record ConfigurationDiffers(string Host, long Version, string Digest) : HostFact(Host)
{
    public override string Text => $"{Host} runs another configuration (version {Version}, digest {(Digest.Length > 12 ? Digest[..12] : Digest)}…) than this host";
}

public sealed record ConfigurationAgrees(string Host) : HostFact(Host)
{
    public override string Text => $"{Host} runs the same configuration as this host again";
}

/// <summary>A node says how far it has come with an order.</summary>
public sealed record OrderProgressed(string Host, EffectId Id, string Progress) : HostFact(Host)
{
    public override string Text => $"{Host}: {Progress}";
}

/// <summary>A way to the other hosts does not work. It is tried again by itself.</summary>
/// <param name="Path">The local address, or the address it sends to.</param>
public sealed record NetworkFailing(string Host, string Path, string Problem) : HostFact(Host)
{
    public override string Text => $"the network at {Path} does not work: {Problem}; it is tried again until it does";
}

public sealed record NetworkWorking(string Host, string Path) : HostFact(Host)
{
    public override string Text => $"the network at {Path} works again";
}

/// <summary>A key file has changed and cannot be used; what was in force stays in force.</summary>
public sealed record KeysRefused(string Host, string Problem) : HostFact(Host)
{
    public override string Text => $"the changed keys are not used, those of before stay in force: {Problem}";
}

public sealed record KeysTaken(string Host, string What) : HostFact(Host)
{
    public override string Text => $"changed keys are in force: {What}";
}

/// <summary>What this host has to remember could not be written to its disk. It goes on: an order that is not remembered must still be obeyed.</summary>
public sealed record MemoryNotKept(string Host, string Problem) : HostFact(Host)
{
    public override string Text => $"{Host} cannot write down what it has been told: {Problem}; it goes on without, and may do an order again after a restart: make room or mend the disk";
}

public sealed record MemoryKept(string Host) : HostFact(Host)
{
    public override string Text => $"{Host} can write down again what it has been told";
}

/// <summary>What this host remembered was unreadable at its start; it was put aside, and the host goes on as after a first start.</summary>
public sealed record MemoryUnreadable(string Host, string File, string AsideAs) : HostFact(Host)
{
    public override string Text => $"{File} is damaged; it was renamed to {AsideAs} and {Host} goes on as after a first start: look whether its disk is well";
}

/// <summary>The etcd that holds the lease of the lead does not answer. The terminals settle who leads among themselves until it does.</summary>
public sealed record LeaseSilent(string Host, string Problem) : HostFact(Host)
{
    public override string Text => $"the etcd with the lease of the lead does not answer: {Problem}; the control terminals settle among themselves who leads";
}

public sealed record LeaseAnswers(string Host) : HostFact(Host)
{
    public override string Text => "the etcd with the lease of the lead answers again";
}
