using System.Collections.Immutable;
using PowerController.Coordination.Mastership;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;

namespace PowerController.Hosts.Lease;

/// <summary>
/// Holds the lease of the lead in an etcd while this terminal leads, tries to get it when it would take over, and tells the coordination who has it. All of it is
/// beside the station: nothing ever waits for an etcd.
/// </summary>
internal sealed class EtcdLease : IDisposable
{
    private readonly EtcdClient _etcd;
    private readonly string _key;
    private readonly string _host;
    private readonly StationHost _station;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _life;
    private string? _lease;
    private int _failures;

    public EtcdLease(ImmutableArray<string> endpoints, string site, string host, StationHost station)
    {
        _etcd = new EtcdClient(endpoints);
        (_key, _host, _station) = ($"powercontroller/{site}/leader", host, station);
        _life = Task.Run(LiveAsync);
    }

    public void Dispose()
    {
        _closing.Cancel();
        _life.GetAwaiter().GetResult();
        _closing.Dispose();
        _etcd.Dispose();
    }

    private async Task LiveAsync()
    {
        try
        {
            while (true)
            {
                await TriedAsync();
                await Task.Delay(Limits.LeaseGap, _station.Clock.Time, _closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The host goes down; the next leader need not wait for the lease to run out.
            using var soon = new CancellationTokenSource(Limits.LeaseAnswer);
            await ReleaseAsync(soon.Token);
        }
    }

    private async Task TriedAsync()
    {
        try
        {
            await TurnAsync(_closing.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The edge of the loop: whatever an etcd answers, the terminals settle the lead without it.
            Silent(fault.Message);
        }
    }

    private async Task TurnAsync(CancellationToken cancellation)
    {
        var wish = Leases.Wish(_station.State);
        if (wish == LeaseWish.Release && _lease is not null)
            await ReleaseAsync(cancellation);
        var asked = _station.Clock.Now;
        if (wish == LeaseWish.Hold && !await HoldAsync(cancellation))
        {
            Silent(_etcd.Problem);
            return;
        }

        if (await _etcd.ReadAsync(_key, cancellation) is not { } found)
        {
            Silent(_etcd.Problem);
            return;
        }

        Answers();
        if (_lease is not null && found.Lease == _lease)
            _station.LeaseSays(_host, asked + Limits.LeaseLife - Limits.LeaseMargin);
        else if (found.Value != _host)
            _station.LeaseSays(found.Value.Length == 0 ? null : found.Value, asked + 2 * Limits.LeaseGap);
    }

    // False when nobody answers.
    private async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        if (_lease is not null)
        {
            if (await _etcd.KeepAliveAsync(_lease, cancellation) is not { } lives)
                return false;
            if (!lives)
                _lease = null;
        }

        _lease ??= await _etcd.GrantAsync(Limits.LeaseLife, cancellation);
        return _lease is not null && await _etcd.PutFirstAsync(_key, _host, _lease, cancellation) is not null;
    }

    private async Task ReleaseAsync(CancellationToken cancellation)
    {
        var lease = _lease;
        _lease = null;
        try
        {
            if (lease is not null)
                await _etcd.RevokeAsync(lease, cancellation);
        }
        catch (OperationCanceledException)
        {
            // It runs out by itself.
        }
    }

    private void Silent(string problem)
    {
        if (++_failures == 2)
            _station.FoundOut(new LeaseSilent(_host, problem));
    }

    private void Answers()
    {
        if (_failures >= 2)
            _station.FoundOut(new LeaseAnswers(_host));
        _failures = 0;
    }
}
