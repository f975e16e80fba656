using System.Net;
using PowerController.Snmp.Agent;

namespace PowerController.Simulator.Cards;

/// <summary>Cards on real sockets in real time: serves them, and lets their UPSes run on while nobody asks, so that traps leave in time.</summary>
public sealed class CardFleet : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SimulatedCard> _cards = [];
    private readonly DatagramHost _host = new();
    private readonly ITimer _ticks;

    /// <summary>An empty fleet.</summary>
    public CardFleet(TimeProvider? time = null) =>
        _ticks = (time ?? TimeProvider.System).CreateTimer(static fleet => ((CardFleet)fleet!).Advance(), this, Limits.FleetTick, Limits.FleetTick);

    /// <summary>Serves a card at an endpoint; port 0 takes a free one. Says where.</summary>
    public IPEndPoint Add(SimulatedCard card, IPEndPoint endPoint)
    {
        IPEndPoint served = _host.Serve(endPoint, card);
        lock (_gate) _cards.Add(card);
        return served;
    }

    /// <summary>Serves many cards, each at its own IPv4 address, on one port with one socket. Says which port.</summary>
    public int AddMany(IReadOnlyDictionary<IPAddress, SimulatedCard> cards, int port = 0)
    {
        IPEndPoint served = _host.ServeAddresses(port, address => cards.TryGetValue(address, out SimulatedCard? card) ? card : null);
        lock (_gate) _cards.AddRange(cards.Values);
        return served.Port;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ticks.Dispose();
        _host.Dispose();
        lock (_gate)
        {
            foreach (SimulatedCard card in _cards) card.Dispose();
        }
    }

    private void Advance()
    {
        SimulatedCard[] cards;
        lock (_gate) cards = [.. _cards];
        foreach (SimulatedCard card in cards) card.Advance();
    }
}
