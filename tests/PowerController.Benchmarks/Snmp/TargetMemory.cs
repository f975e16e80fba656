using System.Net;
using PowerController.Snmp.Client;
using PowerController.Snmp.Security;

namespace PowerController.Benchmarks.Snmp;

/// <summary>What one target takes, with everything the engine keeps for it: managed, and (for v3) what its keys hold outside.</summary>
internal static class TargetMemory
{
    private const int Count = 10_000;

    public static void Run()
    {
        SnmpCredentials community = SnmpCredentials.V2c("public");
        Report("v2c", i => new SnmpTarget(new IPEndPoint(new IPAddress([127, 1, (byte)(i >> 8), (byte)i]), 161), community));
        UsmUser user = new("perf", AuthProtocol.Sha256, "authpass1234", PrivProtocol.Aes128, "privpass1234");
        SnmpCredentials usm = SnmpCredentials.V3(user);
        Report("v3 authPriv, an engine each", i =>
        {
            user.KeysFor(EngineId.From([0x80, 0, 0, 1, 1, 1, 1, 1, 1, (byte)(i >> 8), (byte)i]));
            return new SnmpTarget(new IPEndPoint(new IPAddress([127, 1, (byte)(i >> 8), (byte)i]), 161), usm);
        });
    }

    private static void Report(string what, Func<int, SnmpTarget> make)
    {
        SnmpTarget[] targets = new SnmpTarget[Count];
        long resident = Resident();
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Count; i++) targets[i] = make(i);
        managed = GC.GetTotalMemory(forceFullCollection: true) - managed;
        resident = Resident() - resident;
        Console.WriteLine($"memory: {what}: {managed / Count} managed bytes a target; the process grew by {resident / Count} bytes a target, {Count:N0} targets");
        GC.KeepAlive(targets);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
