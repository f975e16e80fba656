using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Fuzzing;

/// <summary>
/// Makes messages that are wrong: random octets, good messages broken from outside, and good v3 envelopes around a broken inside, which are the only ones
/// that come past the digest. The same seed makes the same messages.
/// </summary>
internal sealed class MessageMutator(int seed)
{
    public const string User = "fuzzer";

    private static readonly Oid Root = Oid.Parse("1.3.6.1.4.1.99999.1");
    private static readonly PduType[] Types = [PduType.Get, PduType.GetNext, PduType.GetBulk, PduType.Set, PduType.Response, PduType.Inform, PduType.TrapV2, PduType.Report];
    private readonly Random _random = new(seed);
    private ulong _salt;

    /// <summary>The engine that messages are for.</summary>
    public static EngineId Engine { get; } = EngineId.From([0x80, 0, 0, 1, 5, 7, 7, 7]);

    /// <summary>The user whose key the envelopes have.</summary>
    public static UsmUser Account { get; } = new(User, AuthProtocol.Sha1, "authentication", PrivProtocol.Aes128, "privacy password");

    /// <summary>The next message.</summary>
    public byte[] Next() => _random.Next(10) switch
    {
        0 => Noise(_random.Next(1, 300)),
        1 => Frame(Noise(_random.Next(0, 200))),
        < 6 => Break(Good()),
        < 8 => Sealed(Break(Pdu())),
        8 => Sealed(Pdu()),
        _ => Break(Sealed(Pdu())),
    };

    /// <summary>A good v2c message, or rarely a v1 trap.</summary>
    public byte[] Good()
    {
        BerWriter writer = new(new byte[4000]);
        SnmpVersion version = _random.Next(3) == 0 ? SnmpVersion.V1 : SnmpVersion.V2c;
        if (_random.Next(8) == 0) TrapV1View.Write(ref writer, Root, 0x7f000001, _random.Next(0, 9), _random.Next(-1, 60), 100, VarBinds());
        else writer.Raw(Pdu());
        MessageView.WriteCommunity(ref writer, version, "fuzzed"u8);
        return writer.Written.ToArray();
    }

    private byte[] Pdu()
    {
        BerWriter writer = new(new byte[4000]);
        PduType type = Types[_random.Next(Types.Length)];
        PduView.Write(ref writer, type, _random.Next(), Small(), Small(), VarBinds());
        return writer.Written.ToArray();
    }

    private int Small() => _random.Next(6) switch
    {
        0 => int.MaxValue,
        1 => -1,
        _ => _random.Next(0, 40),
    };

    private VarBind[] VarBinds()
    {
        VarBind[] varBinds = new VarBind[_random.Next(0, 12)];
        for (int i = 0; i < varBinds.Length; i++) varBinds[i] = new VarBind(Root.Append((uint)_random.Next(0, 8), (uint)_random.Next(0, 4)), Value());
        if (varBinds.Length > 1 && _random.Next(3) == 0)
        {
            varBinds[0] = new VarBind(Oid.Parse("1.3.6.1.2.1.1.3.0"), SnmpValue.TimeTicks(7));
            varBinds[1] = new VarBind(Oid.Parse("1.3.6.1.6.3.1.1.4.1.0"), SnmpValue.ObjectIdentifier(Root));
        }

        return varBinds;
    }

    private SnmpValue Value() => _random.Next(9) switch
    {
        0 => SnmpValue.Integer32(_random.Next(int.MinValue, int.MaxValue)),
        1 => SnmpValue.OctetString(Noise(_random.Next(0, 60))),
        2 => SnmpValue.ObjectIdentifier(Root.Append((uint)_random.Next())),
        3 => SnmpValue.Counter64((ulong)_random.NextInt64()),
        4 => SnmpValue.Float(_random.NextSingle()),
        5 => SnmpValue.IpAddress((uint)_random.Next()),
        6 => SnmpValue.TimeTicks((uint)_random.Next()),
        7 => SnmpValue.NoSuchInstance,
        _ => SnmpValue.Null,
    };

    private byte[] Sealed(byte[] pdu)
    {
        BerWriter writer = new(new byte[9000]);
        writer.Raw(pdu);
        bool plain = _random.Next(4) == 0;
        V3Envelope envelope = new()
        {
            MessageId = _random.Next(),
            Level = plain ? UsmLevel.NoAuthNoPriv : _random.Next(2) == 0 ? UsmLevel.AuthNoPriv : UsmLevel.AuthPriv,
            Reportable = _random.Next(2) == 0,
            EngineId = Engine.Octets,
            Boots = 1,
            Time = _random.Next(0, 200),
            UserName = System.Text.Encoding.UTF8.GetBytes(User),
            Keys = plain ? null : Account.KeysFor(Engine),
            Salt = ++_salt,
            ContextEngineId = Engine.Octets,
        };
        envelope.Seal(ref writer);
        return writer.Written.ToArray();
    }

    private byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        _random.NextBytes(noise);
        return noise;
    }

    /// <summary>A sequence with version and community before the noise, so that it gets past the door.</summary>
    private static byte[] Frame(byte[] noise)
    {
        BerWriter writer = new(new byte[600]);
        writer.Raw(noise);
        MessageView.WriteCommunity(ref writer, SnmpVersion.V2c, "fuzzed"u8);
        return writer.Written.ToArray();
    }

    private byte[] Break(byte[] original)
    {
        byte[] packet = [.. original];
        for (int changes = _random.Next(1, 5); changes > 0 && packet.Length > 0; changes--)
        {
            int at = _random.Next(packet.Length);
            int other = _random.Next(packet.Length);
            switch (_random.Next(7))
            {
                case 0:
                    packet = packet[..at];
                    break;
                case 1:
                    packet = [.. packet[..at], .. packet[other..]];
                    break;
                case 2:
                    packet[at] = (byte)(0x80 | _random.Next(8));
                    break;
                case 3:
                    packet[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 4:
                    packet[at] = 0xff;
                    break;
                case 5:
                    packet = [.. packet[..at], .. Noise(_random.Next(1, 9)), .. packet[at..]];
                    break;
                default:
                    packet[at] = (byte)_random.Next(256);
                    break;
            }
        }

        return packet;
    }
}
