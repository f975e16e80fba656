using PowerController.Coordination.Mastership;
using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Tests.Network;

/// <summary>A night of faults on a site, and what must hold all through it. The decision is as simple as can be: whoever leads orders what is open.</summary>
internal sealed class ClusterNight
{
    private readonly SimulatedNetwork _net;
    private readonly Dictionary<long, string> _masters = [];
    private readonly Dictionary<string, long> _terms = [];
    private readonly SortedDictionary<int, Effect> _open = [];
    private readonly HashSet<(string, EffectId)> _done = [];
    private readonly Dictionary<string, HashSet<EffectId>> _obeyed = [];
    private readonly HashSet<EffectId> _issued = [];
    private readonly RunId _run = new(1, 1);
    private int _number;

    public ClusterNight(SimulatedNetwork net)
    {
        _net = net;
        net.Heard = Heard;
        net.Obeys = Obeys;
    }

    public List<string> Violations { get; } = [];

    public int OrdersDone => _done.Count;

    public bool HasOpenOrders => _open.Count > 0;

    public int Takeovers => _masters.Count;

    /// <summary>A new order for some node: everybody who leads gives it, by the same name.</summary>
    public void Order(string node)
    {
        var id = new EffectId(_run, ++_number);
        var leader = _net.Hosts.FirstOrDefault(host => host.Leads);
        if (leader is null)
            return;
        _open.Add(_number, new RunJobs(id, node, Model.Sites.JobTime.PowerOff, ["job"], TimeSpan.MaxValue / 4, "a test"));
        _issued.Add(id);
        foreach (var host in _net.Hosts.Where(host => host.Leads))
            Give(host);
    }

    /// <summary>What each host must never do, looked at after each stretch of time.</summary>
    public void Look()
    {
        foreach (var host in _net.Hosts.Where(host => host.Up))
        {
            if (_terms.TryGetValue(host.Name, out var before) && host.Term < before && host.State.Entry.Node is not null)
                Violations.Add($"{host.Name} went back from term {before} to {host.Term}");
            _terms[host.Name] = Math.Max(before, host.Term);
        }

        foreach (var term in _net.Hosts.Where(host => host.Leads).GroupBy(host => host.State.Term).Where(term => term.Count() > 1))
            Violations.Add($"{string.Join(" and ", term.Select(host => host.Name))} lead in term {term.Key}");
    }

    private void Heard(SimulatedHost host, PowerEvent told)
    {
        switch (told)
        {
            case BecameMaster master:
                if (_masters.TryGetValue(master.Term, out var other) && (other != host.Name || !_net.HasForgotten(host.Name)))
                    Violations.Add($"{host.Name} became master of term {master.Term}, which {other} had");
                _masters[master.Term] = host.Name;
                if (Terms.SlotOf(master.Term) != host.State.Entry.Slot)
                    Violations.Add($"{host.Name} claimed another's term {master.Term}");
                _net.Journal(host.Name, master.Term);
                _net.At(_net.Now, () => Give(host));
                break;
            case EffectDone done:
                if (!_obeyed.Values.Any(obeyed => obeyed.Contains(done.Id)))
                    Violations.Add($"{host.Name} was told that {done.Id} is done, and nobody has done it");
                _done.Add((host.Name, done.Id));
                _open.Remove(done.Id.Number);
                break;
            case EffectFailed { Kind: FailureKind.Failed } failed:
                // The agent was started again in the middle of it, and says so for ever.
                _open.Remove(failed.Id.Number);
                break;
            case EffectFailed failed when _open.ContainsKey(failed.Id.Number):
                _net.At(_net.Now + TimeSpan.FromSeconds(1), () => Give(host));
                break;
        }
    }

    private void Obeys(SimulatedHost host, Effect effect)
    {
        if (!_issued.Contains(effect.Id))
            Violations.Add($"{host.Name} obeyed {effect.Id}, which nobody had ordered");
        if (effect is RunJobs jobs && jobs.Node != host.State.Entry.Node)
            Violations.Add($"{host.Name} obeyed an order for {jobs.Node}");
        if (!_obeyed.TryGetValue(host.Name, out var obeyed))
            _obeyed.Add(host.Name, obeyed = []);
        if (!obeyed.Add(effect.Id))
            Violations.Add($"{host.Name} did {effect.Id} twice");
        var station = host.Station;
        _net.At(_net.Now + TimeSpan.FromSeconds(_net.Chance.NextDouble() * 3), () =>
        {
            if (ReferenceEquals(station, host.Station))
                host.Do(new Stations.OrderMoved(host.Clock, effect.Id, OrderStage.Done, default, ""));
        });
    }

    private void Give(SimulatedHost host)
    {
        if (!host.Leads)
            return;
        foreach (var effect in _open.Values.ToList())
            host.Do(new Stations.CarryOut(host.Clock, effect is RunJobs jobs ? jobs with { By = host.Clock + TimeSpan.FromMinutes(10) } : effect));
    }
}
