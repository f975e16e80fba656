using System.Diagnostics;
using System.Globalization;
using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Benchmarks.Devices;

/// <summary>A standard UPS on every loopback address of one port, in a process of its own so that its work is not counted.</summary>
internal sealed class LocalResponder : IDisposable
{
    private readonly Process _process;

    /// <param name="moving">Voltages, load, charge and run time move with every question, as real ones do.</param>
    public LocalResponder(bool moving = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(LocalResponder).Assembly.Location);
        start.ArgumentList.Add("devices");
        start.ArgumentList.Add(moving ? "respond-moving" : "respond");
        _process = Process.Start(start)!;
        Port = int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    /// <summary>What the child process does: serves until its input ends.</summary>
    public static int Serve(bool moving)
    {
        var agent = new SnmpAgent(Layout(moving).Of(0), new AgentOptions { Communities = [new AgentCommunity("public")] });
        using var host = new DatagramHost();
        Console.WriteLine(host.ServeAddresses(0, _ => agent).Port.ToString(CultureInfo.InvariantCulture));
        Console.In.ReadToEnd();
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }

    private static MibLayout<int> Layout(bool moving)
    {
        var ups = Oid.Parse("1.3.6.1.2.1.33.1");
        (Oid Name, SnmpValue Value)[] fixedOnes =
        [
            (Oid.Parse("1.3.6.1.2.1.1.1.0"), SnmpValue.Text("benchmark")),
            (Oid.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.ObjectIdentifier(ups)),
            (Oid.Parse("1.3.6.1.2.1.1.5.0"), SnmpValue.Text("ups")),
            (ups.Append(1, 1, 0), SnmpValue.Text("ACME")),
            (ups.Append(1, 2, 0), SnmpValue.Text("PowerBox 3000")),
            (ups.Append(2, 1, 0), SnmpValue.Integer32(2)),
            (ups.Append(4, 1, 0), SnmpValue.Integer32(3)),
            (ups.Append(6, 1, 0), SnmpValue.Gauge32(0)),
        ];
        // What is measured, and by how much it goes up and down.
        (Oid Name, int Value, int Spread)[] measured =
        [
            (ups.Append(2, 3, 0), 47, 2),
            (ups.Append(2, 4, 0), 99, 1),
            (ups.Append(2, 5, 0), 546, 3),
            (ups.Append(2, 7, 0), 27, 1),
            (ups.Append(3, 3, 1, 2, 1), 500, 1),
            (ups.Append(3, 3, 1, 3, 1), 230, 4),
            (ups.Append(4, 4, 1, 2, 1), 230, 2),
            (ups.Append(4, 4, 1, 4, 1), 800, 60),
            (ups.Append(4, 4, 1, 5, 1), 34, 3),
        ];
        return new MibLayout<int>(
            fixedOnes.Select(pair => new MibObject<int>(pair.Name, _ => pair.Value)).Concat(
            measured.Select(one => new MibObject<int>(one.Name, _ => SnmpValue.Integer32(moving ? one.Value + Random.Shared.Next(-one.Spread, one.Spread + 1) : one.Value)))));
    }
}
