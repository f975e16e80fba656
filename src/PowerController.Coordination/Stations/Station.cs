using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;

namespace PowerController.Coordination.Stations;

/// <summary>A datagram to be sent.</summary>
/// <param name="To">Null for everybody: by broadcast, and to each address of the list.</param>
public readonly record struct Dispatch(NetAddress? To, ReadOnlyMemory<byte> Bytes);

/// <summary>What a step of a station wants done: first everything of <paramref name="Outputs"/> that must be kept, then the rest.</summary>
public sealed record StationStep(ImmutableArray<HostOutput> Outputs, ImmutableArray<Dispatch> Dispatches);

/// <summary>A host's coordination with its seals: datagrams in, datagrams and facts out. Without any I/O of its own; not for several threads at once.</summary>
public sealed class Station(HostState state, DatagramReader reader, DatagramWriter writer)
{
    private DatagramReader _reader = reader;
    private readonly byte[] _message = new byte[Limits.DatagramBytes];

    public HostState State { get; private set; } = state;

    public DropCounts Counts { get; } = new();

    /// <summary>Takes a datagram; null when it was dropped. What is not ours costs next to nothing here, and nothing is ever answered to it.</summary>
    public StationStep? Receive(TimeSpan at, NetAddress from, ReadOnlySpan<byte> datagram)
    {
        var kind = Open(at, from, datagram, out var input);
        Counts.Count(kind);
        return input is null ? null : Step(input);
    }

    /// <summary>Another configuration, other group keys, other pinned keys or another key of its own from now on.</summary>
    /// <param name="present">The key to send with.</param>
    public void Use(Roster roster, DatagramReader newReader, SiteKeys present, SigningKey? signing)
    {
        State = ReferenceEquals(roster, State.Roster) ? State : Reconfiguration.With(State, roster);
        writer.Use(roster, present, signing);
        _reader = newReader;
    }

    public StationStep Step(HostInput input)
    {
        var step = Coordinator.Step(State, input);
        State = step.State;
        return Sealed(step.Outputs);
    }

    /// <summary>After a start with a record.</summary>
    public StationStep Resume() => Sealed(Coordinator.Resume(State).Outputs);

    private DropKind Open(TimeSpan at, NetAddress from, ReadOnlySpan<byte> datagram, out HostInput? input)
    {
        input = null;
        var kind = _reader.TryOpen(datagram, out var opened);
        if (kind == DropKind.NewerProtocol && State.Peers[opened.Sender].NewerProtocol != DatagramReader.VersionOf(datagram))
            input = new NewerProtocolReceived(at, opened.Sender, DatagramReader.VersionOf(datagram));
        if (kind != DropKind.None)
            return kind;
        kind = Admission.Check(State, opened.Sender, opened.Boot, opened.Counter);
        if (kind == DropKind.None)
            kind = _reader.CheckSignature(opened);
        if (kind != DropKind.None)
            return kind;
        if (MessageCodec.Read(opened.Message, at) is not { } message)
            return DropKind.Malformed;
        if (!MaySay(State.Roster.Entries[opened.Sender], message))
            return DropKind.NotAllowed;
        input = new MessageReceived(at, opened.Sender, opened.Boot, opened.Counter, from, message);
        return DropKind.None;
    }

    /// <summary>Only terminals order, lead, ask and hand over. Their names are believed with their signature only.</summary>
    private static bool MaySay(RosterEntry sender, Message message) => sender.IsTerminal || message switch
    {
        Heartbeat beat => beat.Terminal is null && beat.Offers.IsEmpty,
        OrderAnswer or ParcelAsk => true,
        _ => false,
    };

    private StationStep Sealed(ImmutableArray<HostOutput> outputs)
    {
        var kept = ImmutableArray.CreateBuilder<HostOutput>(outputs.Length);
        var dispatches = ImmutableArray.CreateBuilder<Dispatch>();
        foreach (var output in outputs)
        {
            switch (output)
            {
                case SendToAll all:
                    dispatches.Add(new Dispatch(null, Seal(all.Message)));
                    break;
                case SendTo one:
                    dispatches.Add(new Dispatch((State.Peers[one.To].Current ?? State.Peers[one.To].Rival)?.From, Seal(one.Message)));
                    break;
                default:
                    kept.Add(output);
                    break;
            }
        }

        return new StationStep(kept.ToImmutable(), dispatches.ToImmutable());
    }

    private byte[] Seal(Message message)
    {
        var length = MessageCodec.Write(message, State.Now, _message.AsSpan(0, writer.MessageBytesMax));
        Require.That(length > 0, $"A {message.GetType().Name} fits in a datagram.");
        Span<byte> datagram = stackalloc byte[Limits.DatagramBytes];
        return datagram[..writer.Seal(_message.AsSpan(0, length), datagram)].ToArray();
    }
}
