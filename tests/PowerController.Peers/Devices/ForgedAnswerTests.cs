using System.Net;
using System.Net.Sockets;
using PowerController.Devices.Drivers;
using PowerController.Devices.Polling;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;

namespace PowerController.Peers.Devices;

/// <summary>Two cards on loopback, and with every answer of one a flood of answers that look right and come from the other.</summary>
public sealed class ForgedAnswerTests
{
    private const int Readings = 40;

    [Fact]
    public async Task Ups_AnswersOfAnotherFloodIn_NeverShowsTheOthersValues()
    {
        using var first = new FloodedCard(charge: 11);
        using var second = new FloodedCard(charge: 22);
        first.Forger = second;
        second.Forger = first;
        using var client = new SnmpClient();
        var sink = new Collector();
        using var poller = new Poller(new SnmpPollTransport(client), sink, new PollerOptions(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)));
        var drivers = new SnmpDrivers(ProfileLibrary.BuiltIn);
        poller.Watch("11", drivers.For(Channel(client, first)));
        poller.Watch("22", drivers.For(Channel(client, second)));
        poller.Start();
        await sink.Enough.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("", sink.Wrong);
        Assert.True(client.Counters.Foreign > Readings, "The flood did not arrive, so nothing was tested.");
    }

    private static ClientChannel Channel(SnmpClient client, FloodedCard card) => new(client, new SnmpTarget(card.EndPoint, SnmpCredentials.V2c("public")));

    /// <summary>A card; before its own answer leaves, the other one sends its own values as the answer to the same request.</summary>
    private sealed class FloodedCard : IDisposable
    {
        private const int ForgedEach = 5;
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        private readonly SnmpAgent _agent;
        private readonly Thread _thread;

        public FloodedCard(int charge)
        {
            var ups = Oid.Parse("1.3.6.1.2.1.33.1");
            (Oid, SnmpValue)[] values =
            [
                (Oid.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.ObjectIdentifier(ups)),
                (ups.Append(2, 1, 0), SnmpValue.Integer32(2)), (ups.Append(2, 4, 0), SnmpValue.Integer32(charge)), (ups.Append(4, 1, 0), SnmpValue.Integer32(3)),
            ];
            _agent = new SnmpAgent(new MibLayout<int>(values.Select(pair => new MibObject<int>(pair.Item1, _ => pair.Item2))).Of(0), new AgentOptions { Communities = [new AgentCommunity("public")] });
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _thread = new Thread(Serve) { IsBackground = true };
            _thread.Start();
        }

        public FloodedCard? Forger { get; set; }

        public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

        public void Dispose()
        {
            _socket.Dispose();
            _thread.Join();
        }

        private void Serve()
        {
            var received = new byte[2048];
            var answer = new byte[65_507];
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            try
            {
                while (true)
                {
                    var count = _socket.ReceiveFrom(received, ref from);
                    for (var copy = 0; copy < ForgedEach && Forger is { } forger; copy++)
                    {
                        var forged = forger._agent.Answer(received.AsSpan(0, count), answer);
                        forger._socket.SendTo(answer.AsSpan(answer.Length - forged), SocketFlags.None, from);
                    }

                    var length = _agent.Answer(received.AsSpan(0, count), answer);
                    _socket.SendTo(answer.AsSpan(answer.Length - length), SocketFlags.None, from);
                }
            }
            catch (SocketException)
            {
                // The socket is closed: the test is over.
            }
            catch (ObjectDisposedException)
            {
                // The same.
            }
        }
    }

    private sealed class Collector : IReadingSink
    {
        private int _count;

        public TaskCompletionSource Enough { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Wrong { get; private set; } = "";

        public void OnReading(WatchedUps ups, Reading reading, long askedAt)
        {
            if (reading.Charge is not { } charge || charge.ToString() != ups.Name + "%")
                Wrong = $"UPS {ups.Name} shows {reading.Charge}";
            if (Interlocked.Increment(ref _count) >= Readings)
                Enough.TrySetResult();
        }

        public void OnFault(WatchedUps ups, DeviceFault fault) => Wrong = fault.Text;

        public void OnIdentified(WatchedUps ups, UpsDescription description)
        {
        }
    }
}
