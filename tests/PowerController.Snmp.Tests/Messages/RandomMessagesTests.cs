using PowerController.Snmp.Ber;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Messages;

public sealed class RandomMessagesTests(ITestOutputHelper output)
{
    private readonly Random _random = NewRandom(output);

    [Fact]
    public void VarBinds_OfAnyValues_AreTheSameAfterTheWire()
    {
        VarBindTable table = new();
        for (int round = 0; round < 2000; round++)
        {
            VarBind[] varBinds = [.. Enumerable.Range(0, _random.Next(12)).Select(_ => new VarBind(AnyOid(), AnyValue()))];
            BerWriter writer = new(new byte[Limits.DatagramBytes]);
            writer.VarBinds(varBinds);
            Assert.False(writer.Overflowed);
            Assert.Equal(BerFault.None, table.Read(writer.Written));
            Assert.Equal(varBinds, table.ToVarBinds(writer.Written));
        }
    }

    [Fact]
    public void Message_OfV3_IsReadAsItWasSealedAtEveryLevel()
    {
        UsmUser[] users =
        [
            new("a"), new("b", AuthProtocol.Sha224, "authpass1234"), new("c", AuthProtocol.Md5, "authpass1234", PrivProtocol.Des, "privpass1234"),
            new("d", AuthProtocol.Sha512, "authpass1234", PrivProtocol.Aes256, "privpass1234"),
        ];
        EngineId engine = EngineId.From([0x80, 0, 0, 1, 1]);
        for (int round = 0; round < 400; round++)
        {
            UsmUser user = users[round % users.Length];
            VarBind[] varBinds = [new VarBind(AnyOid(), AnyValue())];
            BerWriter writer = new(new byte[4000]);
            PduView.Write(ref writer, PduType.Response, round, 0, 0, varBinds);
            new V3Envelope
            {
                MessageId = round, Level = user.Level, EngineId = engine.Octets, Boots = 3, Time = round, UserName = user.NameOctets,
                Keys = user.KeysFor(engine), Salt = (ulong)_random.NextInt64(), ContextEngineId = engine.Octets, ContextName = "context"u8,
            }.Seal(ref writer);
            byte[] datagram = writer.Written.ToArray();

            Assert.Equal(BerFault.None, MessageView.Read(datagram, out MessageView message));
            Assert.Equal(BerFault.None, V3View.Read(datagram, message, out V3View view));
            UsmKeys keys = user.KeysFor(engine);
            Assert.True(user.Level == UsmLevel.NoAuthNoPriv || keys.Verify(datagram, view.MacOffset));
            Span<byte> data = datagram.AsSpan(view.DataOffset, view.DataLength);
            if (user.Level == UsmLevel.AuthPriv) Assert.True(keys.TryDecrypt(data, view.Boots, view.Time, view.PrivParameters));
            Assert.Equal(BerFault.None, ScopedPduView.Read(data, out ScopedPduView scoped));
            Assert.True(scoped.ContextName.SequenceEqual("context"u8));
            Assert.Equal(BerFault.None, PduView.Read(scoped.Pdu, out PduView pdu));
            VarBindTable table = new();
            Assert.Equal(BerFault.None, table.Read(pdu.VarBindList));
            Assert.Equal(varBinds, table.ToVarBinds(pdu.VarBindList));
        }
    }

    [Fact]
    public void Octets_OfChance_NeverThrow()
    {
        VarBindTable table = new();
        BerWriter writer = new(new byte[2000]);
        PduView.Write(ref writer, PduType.Response, 7, 0, 0, new VarBind[] { new(AnyOid(), AnyValue()), new(AnyOid(), AnyValue()) });
        MessageView.WriteCommunity(ref writer, SnmpVersion.V2c, "public"u8);
        byte[] original = writer.Written.ToArray();
        for (int round = 0; round < 50_000; round++)
        {
            byte[] octets = [.. original];
            for (int change = _random.Next(1, 5); change > 0; change--) octets[_random.Next(octets.Length)] = (byte)_random.Next(256);
            ReadOnlySpan<byte> cut = octets.AsSpan(0, _random.Next(octets.Length + 1));
            if (MessageView.Read(cut, out MessageView message) != BerFault.None) continue;
            if (message.Version == SnmpVersion.V3) _ = V3View.Read(cut, message, out _);
            else if (PduView.Read(message.Pdu, out PduView pdu) == BerFault.None && table.Read(pdu.VarBindList) == BerFault.None) _ = table.ToVarBinds(pdu.VarBindList);
        }
    }

    private static Random NewRandom(ITestOutputHelper output)
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    private Oid AnyOid()
    {
        uint[] arcs = new uint[_random.Next(2, Limits.OidArcs + 1)];
        for (int i = 0; i < arcs.Length; i++) arcs[i] = (uint)_random.NextInt64(_random.Next(3) == 0 ? 1L << 32 : 200);
        arcs[0] = (uint)_random.Next(3);
        arcs[1] %= arcs[0] == 2 ? uint.MaxValue - 80 : 40;
        return Oid.Of(arcs);
    }

    private SnmpValue AnyValue()
    {
        byte[] octets = new byte[_random.Next(300)];
        _random.NextBytes(octets);
        return _random.Next(12) switch
        {
            0 => SnmpValue.Integer32(_random.Next(int.MinValue, int.MaxValue)),
            1 => SnmpValue.Counter32((uint)_random.NextInt64(1L << 32)),
            2 => SnmpValue.Gauge32((uint)_random.NextInt64(1L << 32)),
            3 => SnmpValue.TimeTicks((uint)_random.NextInt64(1L << 32)),
            4 => SnmpValue.Counter64((ulong)_random.NextInt64(long.MinValue, long.MaxValue)),
            5 => SnmpValue.OctetString(octets),
            6 => SnmpValue.Opaque(octets),
            7 => SnmpValue.ObjectIdentifier(AnyOid()),
            8 => SnmpValue.IpAddress((uint)_random.NextInt64(1L << 32)),
            9 => SnmpValue.Float(_random.NextSingle()),
            10 => SnmpValue.Double(_random.NextDouble()),
            _ => SnmpValue.NoSuchInstance,
        };
    }
}
