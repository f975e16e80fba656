using System.Diagnostics;
using System.Globalization;
using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Benchmarks.Devices;

/// <summary>A standard UPS on every loopback address of one port, in a process of its own so that its work is not counted.</summary>
internal sealed class LocalResponder : IDisposable
{
    private readonly Process _process;

    public LocalResponder()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(LocalResponder).Assembly.Location);
        start.ArgumentList.Add("devices");
        start.ArgumentList.Add("respond");
        _process = Process.Start(start)!;
        Port = int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    /// <summary>What the child process does: serves until its input ends.</summary>
    public static int Serve()
    {
        var agent = new SnmpAgent(Layout().Of(0), new AgentOptions { Communities = [new AgentCommunity("public")] });
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

    private static MibLayout<int> Layout()
    {
        var ups = Oid.Parse("1.3.6.1.2.1.33.1");
        (Oid Name, SnmpValue Value)[] values =
        [
            (Oid.Parse("1.3.6.1.2.1.1.1.0"), SnmpValue.Text("benchmark")),
            (Oid.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.ObjectIdentifier(ups)),
            (Oid.Parse("1.3.6.1.2.1.1.5.0"), SnmpValue.Text("ups")),
            (ups.Append(1, 1, 0), SnmpValue.Text("ACME")),
            (ups.Append(1, 2, 0), SnmpValue.Text("PowerBox 3000")),
            (ups.Append(2, 1, 0), SnmpValue.Integer32(2)),
            (ups.Append(2, 3, 0), SnmpValue.Integer32(47)),
            (ups.Append(2, 4, 0), SnmpValue.Integer32(100)),
            (ups.Append(2, 5, 0), SnmpValue.Integer32(546)),
            (ups.Append(2, 7, 0), SnmpValue.Integer32(27)),
            (ups.Append(3, 3, 1, 2, 1), SnmpValue.Integer32(500)),
            (ups.Append(3, 3, 1, 3, 1), SnmpValue.Integer32(230)),
            (ups.Append(4, 1, 0), SnmpValue.Integer32(3)),
            (ups.Append(4, 4, 1, 2, 1), SnmpValue.Integer32(230)),
            (ups.Append(4, 4, 1, 4, 1), SnmpValue.Integer32(800)),
            (ups.Append(4, 4, 1, 5, 1), SnmpValue.Integer32(34)),
            (ups.Append(6, 1, 0), SnmpValue.Gauge32(0)),
        ];
        return new MibLayout<int>(values.Select(pair => new MibObject<int>(pair.Name, _ => pair.Value)));
    }
}
