using System.Diagnostics;
using PowerController.Snmp;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;

namespace PowerController.Benchmarks.Snmp;

/// <summary>Messages of every kind, broken at random, through the whole decoder.</summary>
internal static class MutatedPackets
{
    private static readonly Oid Name = Oid.Parse("1.3.6.1.4.1.318.1.1.1.2.2.1.0");

    public static void Run(int count, int seed)
    {
        Random random = new(seed);
        byte[][] messages = Messages();
        VarBindTable table = new();
        Dictionary<BerFault, int> faults = [];
        int exceptions = 0;
        long values = 0;
        TimeSpan slowest = TimeSpan.Zero;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            byte[] packet = Mutate(messages[random.Next(messages.Length)], random);
            long begin = Stopwatch.GetTimestamp();
            try
            {
                BerFault fault = Decode(packet, table, ref values);
                faults[fault] = faults.GetValueOrDefault(fault) + 1;
            }
            catch (Exception fault)
            {
                exceptions++;
                Console.Error.WriteLine($"{Convert.ToHexString(packet)}: {fault}");
            }

            TimeSpan took = Stopwatch.GetElapsedTime(begin);
            if (took > slowest) slowest = took;
        }

        TimeSpan all = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine($"mutated packets: {count:N0} (seed {seed}) in {all.TotalSeconds:F1} s, {exceptions} exceptions, slowest {slowest.TotalMilliseconds:F2} ms, {allocated / count} bytes allocated each (the packet and the values copied out), {values:N0} values read");
        Console.WriteLine("  " + string.Join(", ", faults.OrderByDescending(f => f.Value).Select(f => $"{f.Key} {f.Value:N0}")));
    }

    private static BerFault Decode(byte[] packet, VarBindTable table, ref long values)
    {
        BerFault fault = MessageView.Read(packet, out MessageView message);
        if (fault != BerFault.None) return fault;
        ReadOnlySpan<byte> pduOctets = message.Pdu;
        if (message.Version == SnmpVersion.V3)
        {
            fault = V3View.Read(packet, message, out V3View view);
            if (fault != BerFault.None) return fault;
            fault = ScopedPduView.Read(packet.AsSpan(view.DataOffset, view.DataLength), out ScopedPduView scoped);
            if (fault != BerFault.None) return fault;
            pduOctets = scoped.Pdu;
        }

        ReadOnlySpan<byte> list;
        if (pduOctets[0] == (byte)PduType.TrapV1)
        {
            fault = TrapV1View.Read(pduOctets, out TrapV1View trap);
            list = trap.VarBindList;
        }
        else
        {
            fault = PduView.Read(pduOctets, out PduView pdu);
            list = pdu.VarBindList;
        }

        if (fault != BerFault.None) return fault;
        fault = table.Read(list);
        if (fault == BerFault.None) values += table.ToVarBinds(list).Length;
        return fault;
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] packet = [.. original];
        for (int changes = random.Next(1, 6); changes > 0; changes--)
        {
            int at = random.Next(packet.Length);
            switch (random.Next(6))
            {
                case 0:
                    packet = packet[..Math.Max(1, at)];
                    break;
                case 1:
                    packet = [.. packet[..at], .. packet[random.Next(packet.Length)..]];
                    if (packet.Length == 0) packet = [0x30];
                    break;
                case 2:
                    packet[at] = (byte)(0x80 | random.Next(8));
                    break;
                case 3:
                    packet[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    packet[at] = (byte)random.Next(256);
                    break;
            }
        }

        return packet;
    }

    private static byte[][] Messages()
    {
        VarBind[] varBinds =
        [
            new(Name, SnmpValue.Integer32(-5)), new(Name, SnmpValue.Text("Smart-UPS")), new(Name, SnmpValue.ObjectIdentifier(Name)), new(Name, SnmpValue.Counter64(ulong.MaxValue)),
            new(Name, SnmpValue.Float(1.5f)), new(Name, SnmpValue.IpAddress(0x7f000001)), new(Name, SnmpValue.NoSuchInstance), new(Name, SnmpValue.TimeTicks(4711)),
        ];
        List<byte[]> messages = [];
        foreach (PduType type in new[] { PduType.Get, PduType.Response, PduType.Set, PduType.GetBulk, PduType.TrapV2, PduType.Report })
        {
            BerWriter writer = new(new byte[2000]);
            PduView.Write(ref writer, type, 12345, 0, 0, varBinds);
            MessageView.WriteCommunity(ref writer, SnmpVersion.V2c, "public"u8);
            messages.Add(writer.Written.ToArray());
            writer = new(new byte[2000]);
            PduView.Write(ref writer, type, 12345, 0, 0, varBinds);
            EngineId engine = EngineId.From([0x80, 0, 0, 1, 1]);
            new V3Envelope { MessageId = 12345, EngineId = engine.Octets, ContextEngineId = engine.Octets, UserName = "operator"u8, Boots = 3, Time = 99 }.Seal(ref writer);
            messages.Add(writer.Written.ToArray());
        }

        BerWriter trap = new(new byte[2000]);
        TrapV1View.Write(ref trap, Name, 0x7f000001, 6, 5, 100, varBinds);
        MessageView.WriteCommunity(ref trap, SnmpVersion.V1, "public"u8);
        messages.Add(trap.Written.ToArray());
        return [.. messages];
    }
}
