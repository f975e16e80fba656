using System.Collections.Immutable;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Simulator.Chance;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Faults;

/// <summary>Writes the script of a random night: outages first, then what goes wrong around them.</summary>
internal sealed class ScriptWriter
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private readonly Ground _ground;
    private readonly Dice _dice;
    private readonly ImmutableArray<Happening>.Builder _script = ImmutableArray.CreateBuilder<Happening>();
    private long _outageAt;
    private long _outageEnds;

    private ScriptWriter(Ground ground, ulong seed)
    {
        _ground = ground;
        _dice = new Dice(seed, 2);
    }

    public static ImmutableArray<Happening> Write(Ground ground, ulong seed, FaultLevel level)
    {
        var writer = new ScriptWriter(ground, seed);
        writer.Outages();
        var faults = level switch
        {
            FaultLevel.None => 0,
            FaultLevel.Some => writer._dice.Between(0, 2),
            _ => writer._dice.Between(2, 6),
        };
        for (var at = 0; at < faults; at++)
            writer.Fault();
        return [.. writer._script.OrderBy(happening => happening.At)];
    }

    private Site Site => _ground.Site;

    private void Outages()
    {
        _outageAt = _dice.Seconds(20, 60);
        var upses = Struck();
        if (_dice.Comes(60))
        {
            var flapping = new Flapping(_outageAt, upses, (int)_dice.Between(2, 6), _dice.Seconds(1, 90), _dice.Seconds(1, 60));
            _script.Add(flapping);
            _outageEnds = _outageAt + flapping.Lasting;
        }
        else
        {
            var lasts = Duration(upses);
            _script.Add(new Outage(_outageAt, upses, lasts, _dice.Comes(100) ? 70 : 0));
            _outageEnds = _outageAt + lasts;
        }

        // The rest of the site follows, or the same comes again while everything is coming up.
        if (_dice.Comes(250))
        {
            var others = Struck();
            _script.Add(new Outage(_outageAt + _dice.Seconds(0, 400), others, Duration(others)));
        }

        if (_dice.Comes(300))
        {
            var again = Struck();
            _script.Add(new Outage(_outageEnds + _dice.Seconds(1, 900), again, Duration(again)));
        }
    }

    private ImmutableArray<string> Struck()
    {
        if (_dice.Comes(500))
            return [.. Site.Upses.Select(ups => ups.Name)];
        if (_dice.Comes(700))
            return [.. _dice.OneOf(_ground.Failures).Upses];
        ImmutableArray<string> some = [.. Site.Upses.Where(_ => _dice.Comes(500)).Select(ups => ups.Name)];
        return some.IsEmpty ? [_dice.OneOf(Site.Upses).Name] : some;
    }

    private long Duration(ImmutableArray<string> upses)
    {
        var confirm = (long)Site.Upses.Where(ups => upses.Contains(ups.Name, StringComparer.Ordinal)).Min(ups => ups.ConfirmTime).TotalMilliseconds;
        return _dice.Below(10) switch
        {
            0 or 1 => _dice.Between(Second, Math.Max(2 * Second, confirm)),
            2 => confirm + _dice.Between(0, 20 * Second),
            3 or 4 or 5 or 6 => _dice.Between(confirm, _ground.LongestShutdown + 3 * Minute),
            _ => _dice.Between(15 * Minute, 180 * Minute),
        };
    }

    private void Fault()
    {
        switch (_dice.Below(20))
        {
            case 0 or 1 or 2 or 3 or 4:
                CardFault();
                break;
            case 5 or 6 or 7 or 8 or 9:
                _script.Add(new NodeFails(Before(), AnyNode(), _dice.OneOf(Enum.GetValues<NodeTrouble>())));
                break;
            case 10 or 11 or 12:
                NetworkFault();
                break;
            case 13 or 14 or 15 or 16:
                TerminalFault();
                break;
            case 17 when Site.Disks.Length > 0:
                var disk = _dice.OneOf(Site.Disks);
                _script.Add(new DiskSlow(Before(), disk.Name, (long)disk.WarmUpTime.TotalMilliseconds * _dice.Between(105, 250) / 100));
                break;
            case 18:
                People();
                break;
            default:
                _script.Add(new CardSilent(Around(), AnyUps(), _dice.Seconds(5, 600)));
                break;
        }
    }

    private void CardFault()
    {
        var ups = AnyUps();
        switch (_dice.Below(8))
        {
            case 0 or 1 or 2 or 3:
                var trouble = _dice.OneOf(Enum.GetValues<CardTrouble>());
                var lasts = trouble == CardTrouble.ReadsOff ? _dice.Seconds(1, 20) : _dice.Seconds(2, 600);
                _script.Add(new CardMisreads(Around(), ups, trouble, lasts));
                break;
            case 4:
                _script.Add(new BatteryWorn(Around(), ups, (int)_dice.Between(2, 60)));
                break;
            case 5:
                _script.Add(new IgnoresCuts(0, ups, (int)_dice.Between(1, 3)));
                break;
            case 6:
                _script.Add(new RefusesCuts(0, ups, (int)_dice.Between(1, 3)));
                break;
            default:
                _script.Add(new WrongDelay(0, ups, (int)_dice.Between(105, 200)));
                break;
        }
    }

    private void NetworkFault()
    {
        var at = Around();
        switch (_dice.Below(5))
        {
            case 0:
                _script.Add(new MessagesLost(at, _dice.Seconds(10, 600), (int)_dice.Between(50, 500)));
                break;
            case 1:
                _script.Add(new MessagesSlow(at, _dice.Seconds(10, 600), _dice.Between(200, 3000)));
                break;
            case 2:
                _script.Add(new MessagesDoubled(at, _dice.Seconds(10, 900)));
                break;
            case 3:
                _script.Add(new NodeCutOff(at, AnyNode(), _dice.Seconds(5, 900)));
                break;
            default:
                _script.Add(new TerminalCutOff(at, _dice.OneOf(Site.Terminals).Name, _dice.Seconds(5, 120)));
                break;
        }
    }

    private void TerminalFault()
    {
        var terminal = _dice.OneOf(Site.Terminals).Name;
        if (Site.Terminals.Length > 1 && _dice.Comes(400))
        {
            _script.Add(new MasterChanges(Around(), terminal, _dice.Comes(500) ? 0 : _dice.Seconds(1, 40)));
            return;
        }

        var jump = _dice.Comes(300) ? _dice.Seconds(-7200, 7200) : 0;
        var afterEvents = _dice.Comes(600) ? (int)_dice.Between(1, 400) : 0;
        _script.Add(new ControllerCrashes(
            afterEvents > 0 ? _outageAt : Around(), terminal, afterEvents, (int)_dice.Between(0, 4), _dice.Seconds(1, 40), jump));
    }

    private void People()
    {
        var unit = _dice.OneOf(_ground.Topology.Units).Name;
        var at = Around();
        switch (_dice.Below(16))
        {
            case 0:
                Ask(at, new CancelCountdown(unit));
                break;
            case 1:
                Ask(at, new SkipWait(unit));
                break;
            case 2:
                Ask(at, new ForceOn(unit));
                break;
            case 3:
                Ask(at, new Reboot(unit));
                break;
            case 4 or 5 or 6:
                Maintenance(at);
                break;
            case 7:
                Ask(at, new ShutDown(unit, TimeSpan.FromMilliseconds(_dice.Seconds(60, 3600))));
                break;
            case 8 when SomebodyStays:
                Ask(at, new ShutDownNode(AnyNode()));
                StartLater(at);
                break;
            case 9:
                _script.Add(new ScheduleAsks(at, unit, false, _dice.Seconds(60, 3600)));
                break;
            case 10 when SomebodyStays:
                _script.Add(new ScheduleAsks(at, unit, false, -1));
                var on = Later(at);
                _script.Add(new ScheduleAsks(on, unit, true, 0));
                if (_dice.Comes(300))
                {
                    // It falls into maintenance.
                    Ask(on - _dice.Seconds(10, 600), new SwitchToLocal());
                    Ask(on + _dice.Seconds(10, 600), new SwitchToAuto(AutoAnswer.Resume));
                }

                break;
            case 11 or 12:
                Administrator(at, unit);
                break;
            case 13:
                _script.Add(new ConfigurationReplaced(at));
                break;
            case 14 or 15 when SomebodyStays:
                Ask(at, new FinishButStayOff(unit));
                StartLater(at);
                break;
            default:
                Ask(at, new SkipWait(unit));
                break;
        }
    }

    // Where every terminal is on a node, what is to stay off can be started by nobody but a hand at the machine.
    private bool SomebodyStays => Site.Terminals.Any(terminal => terminal.Node is null);

    private void Maintenance(long at)
    {
        Ask(at, new SwitchToLocal());
        var back = at + _dice.Seconds(30, 1800);
        switch (_dice.Below(3))
        {
            case 0:
                Ask(back, new SwitchToAuto(AutoAnswer.Resume));
                break;
            case 1:
                Ask(back, new SwitchToAuto(AutoAnswer.Ask));
                Ask(back + _dice.Seconds(5, 300), new SwitchToAuto(AutoAnswer.Resume));
                break;
            case 2 when SomebodyStays:
                Ask(back, new SwitchToAuto(AutoAnswer.LeaveAsIs));
                StartLater(back);
                break;
            default:
                Ask(back, new SwitchToAuto(AutoAnswer.Resume));
                break;
        }
    }

    private void Administrator(long at, string unit)
    {
        var kind = _dice.Comes(500) || !SomebodyStays ? AdministratorStop.Reboot : AdministratorStop.ShutDown;
        _script.Add(new AdministratorStops(at, _dice.Comes(500) ? unit : AnyNode(), kind));
        if (kind == AdministratorStop.ShutDown)
            StartLater(at);
    }

    private void Ask(long at, Request request) => _script.Add(new SomebodyAsks(at, request));

    // What people have stopped, people start again.
    private void StartLater(long at)
    {
        var later = Later(at);
        foreach (var unit in _ground.Topology.Units)
            Ask(later, new Start(unit.Name));
    }

    private long Later(long at) => Math.Max(at, _outageEnds) + _dice.Seconds(1200, 3600);

    private string AnyUps() => _dice.OneOf(Site.Upses).Name;

    private string AnyNode() => _dice.OneOf(Site.Nodes).Name;

    // Where it hurts: shortly before the outage, in it, or while everything is coming up again.
    private long Around() => _dice.Comes(600)
        ? _dice.Between(Math.Max(0, _outageAt - 30 * Second), _outageAt + _ground.LongestShutdown)
        : _dice.Between(_outageEnds, _outageEnds + 15 * Minute);

    private long Before() => _dice.Comes(700) ? _dice.Between(Second, _outageAt) : Around();

}
