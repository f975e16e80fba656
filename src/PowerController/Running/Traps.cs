using System.Net;
using System.Net.Sockets;
using PowerController.Devices.Polling;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Notifications;

namespace PowerController.Running;

/// <summary>Listens for traps. A trap is no fact: it only hurries the poll of the UPS it comes from, so one that is forged does no harm.</summary>
internal sealed class Traps : IDisposable
{
    private readonly DatagramHost _host = new();
    private TrapRouter? _router;

    /// <summary>Where they are listened for; null when that was not possible, with the reason.</summary>
    public IPEndPoint? Listen(IPEndPoint at, TimeProvider time, out string? problem)
    {
        problem = null;
        try
        {
            var options = new ListenerOptions { Communities = [new AgentCommunity("public")] };
            return _host.Serve(at, new NotificationListener(options, trap => _router?.Route(trap), time));
        }
        catch (SocketException refused)
        {
            problem = $"Traps are not heard, because {at} cannot be listened on ({refused.Message}). Polling sees everything all the same, up to a poll interval later.";
            return null;
        }
    }

    public void To(TrapRouter router) => _router = router;

    public void Dispose() => _host.Dispose();
}
