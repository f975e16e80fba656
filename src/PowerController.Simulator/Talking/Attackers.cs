using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Simulator.Chance;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Queue;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Talking;

/// <summary>Somebody on the same network who records, plays back, and forges: with a wrong key, as another site, or as a node that poses as a terminal.
/// Nothing of it may change anything (A1).</summary>
internal sealed class Attackers : IDisposable
{
    private const int Kept = 256;

    private readonly World _world;
    private readonly Conversation _talk;
    private readonly Roster _roster;
    private readonly SiteKeys _keys;
    private readonly Dice _dice;
    private readonly Packet[] _recorded = new Packet[Kept];
    private readonly bool _present;
    private int _count;
    private SiteKeys? _wrongKey;
    private SiteKeys? _otherSite;
    private Roster? _otherRoster;

    public Attackers(World world, Conversation talk, Roster roster, SiteKeys keys)
    {
        _world = world;
        _talk = talk;
        _roster = roster;
        _keys = keys;
        _dice = new Dice(world.Plan.Seed, 10);
        _present = _dice.Comes(world.Plan.Faults switch { FaultLevel.None => 0, FaultLevel.Some => 300, _ => 700 });
    }

    public void Begin()
    {
        if (!_present)
            return;
        _wrongKey = new SiteKeys(Conversation.GroupKey(9), _roster);
        _otherRoster = Roster.Of(_world.Site with { Name = _world.Site.Name + "-next-door" }, out _);
        _otherSite = new SiteKeys(Conversation.GroupKey(7), _otherRoster!);
        Next();
    }

    /// <summary>Everything that is on the wire can be recorded; a sample is kept, so that old and new are played back.</summary>
    public void Record(Packet packet)
    {
        if (!_present)
            return;
        var at = _count++ < Kept ? _count - 1 : _dice.Below(Kept);
        _recorded[at] = packet;
    }

    public void Attack()
    {
        switch (_dice.Below(4))
        {
            case 0:
                PlayBack();
                break;
            case 1:
                Forge(_roster, _wrongKey!, new QuickSigningKey(TerminalName()));
                break;
            case 2:
                Forge(_otherRoster!, _otherSite!, new QuickSigningKey(TerminalName()));
                break;
            default:
                // It has the group's key and the terminal's name: all but the terminal's own key.
                Forge(_roster, _keys, _dice.Comes(500) ? null : new QuickSigningKey("somebody"));
                break;
        }

        if (!_world.Script.AllPlayed)
            Next();
    }

    /// <summary>What came of a datagram that must change nothing. What time alone would have brought is no change.</summary>
    public void Judge(TalkHost host, HostState before, Packet packet, StationStep? step)
    {
        if (step is null)
            return;
        var byTime = Coordinator.Step(before, new Tick(host.Clock(_world.Now))).Outputs;
        foreach (var output in step.Outputs)
        {
            if (output is not Noted && !byTime.Any(other => other.GetType() == output.GetType()))
                _world.Judge.Found(new Violation("A1", _world.Now, $"{host.Name} took {(packet.Forged ? "a forged message" : "a message that was played back")} for true: {output}"));
        }

        if (packet.Forged && host.Station!.State.Term > before.Term)
            _world.Judge.Found(new Violation("A1", _world.Now, $"{host.Name} follows a term that nobody has claimed."));
    }

    public void Dispose()
    {
        _wrongKey?.Dispose();
        _otherSite?.Dispose();
    }

    private void Next() => _world.Queue.Put(_world.Now + _dice.Seconds(2, 60), What.Attack, 0);

    // Newest first, so that what was said first comes last.
    private void PlayBack()
    {
        for (var left = Math.Min(_count, (int)_dice.Between(1, 20)); left > 0; left--)
        {
            var old = _recorded[_dice.Below(Math.Min(_count, Kept))];
            _talk.Send(new Packet(-1, old.Bytes, old.SentAt, false) { Reached = old.Reached });
        }
    }

    private void Forge(Roster roster, SiteKeys keys, SigningKey? signing)
    {
        var victim = _talk.Hosts[_dice.Below(_talk.Hosts.Length)];
        var name = TerminalName();
        var boot = _talk.Hosts[_roster.Find(name)].Boot + (_dice.Comes(500) ? 0 : 1_000);
        var term = (victim.Station?.State.Term ?? 0) + 640 + roster.Entries[roster.Find(name)].Slot;
        var writer = new DatagramWriter(roster, name, boot, keys, signing);
        var skipped = _dice.Between(0, 50);
        for (var count = 0; count <= skipped; count++)
            Put(writer, new Heartbeat(term, _dice.Comes(200), 9, "x", new TerminalWord(true, true, 0, 0), null, [], [], [new Echo(roster.Entries[victim.Row].NameCode, victim.Boot)]), count == skipped);
        if (victim.Node is { } node)
            Put(writer, new Order(term, roster.Entries[victim.Row].NameCode, victim.Boot, new OrderOsStop(new EffectId(new RunId(term, 1), 1), node.Node.Name, TimeSpan.Zero, true, "x")), true);
        signing?.Dispose();
    }

    private string TerminalName() => _roster.Entries[_roster.Terminals[_dice.Below(_roster.Terminals.Length)]].Name;

    private void Put(DatagramWriter writer, Message message, bool sent)
    {
        var bytes = new byte[Coordination.Limits.MessageBytes];
        var datagram = new byte[Coordination.Limits.DatagramBytes];
        var length = writer.Seal(bytes.AsSpan(0, MessageCodec.Write(message, TimeSpan.Zero, bytes)), datagram);
        if (sent)
            _talk.Send(new Packet(-1, datagram.AsMemory(0, length), _world.Now, true));
    }
}
