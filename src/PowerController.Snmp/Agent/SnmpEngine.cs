using System.Security.Cryptography;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Agent;

/// <summary>
/// An engine of our own as v3 knows it: its identity, how often it has started, its clock, and the number that no two of its encrypted messages
/// share. Whoever owns it keeps the count of starts over restarts; one that goes back makes managers distrust the engine.
/// </summary>
public sealed class SnmpEngine
{
    // Any enterprise may be named by an id of the octets form; this is the number reserved for documentation.
    private const int EnterpriseForExamples = 32473;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private long _startedAt;
    private int _boots;
    private ulong _salt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    /// <summary>An engine that starts now.</summary>
    public SnmpEngine(EngineId id, int boots = 1, TimeProvider? time = null)
    {
        if (id.IsEmpty) throw new ArgumentException("An engine needs an id.", nameof(id));
        Id = id;
        _time = time ?? TimeProvider.System;
        _startedAt = _time.GetTimestamp();
        _boots = Math.Max(1, boots);
    }

    /// <summary>Who it is.</summary>
    public EngineId Id { get; }

    /// <summary>How often it has started.</summary>
    public int Boots
    {
        get
        {
            lock (_gate) return _boots;
        }
    }

    /// <summary>Seconds since it started last.</summary>
    public int Seconds
    {
        get
        {
            lock (_gate) return (int)Math.Min(int.MaxValue, (long)_time.GetElapsedTime(_startedAt).TotalSeconds);
        }
    }

    /// <summary>An id made of a text, the same for the same text: for engines that have nowhere to keep a random one.</summary>
    public static EngineId IdFrom(string text)
    {
        Span<byte> octets = stackalloc byte[5 + 16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(octets, 0x80000000u | EnterpriseForExamples);
        octets[4] = 5;
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 16).CopyTo(octets[5..]);
        return EngineId.From(octets);
    }

    /// <summary>The engine starts anew, with this count of starts or the next one.</summary>
    public void Restart(int? boots = null)
    {
        lock (_gate)
        {
            _boots = boots ?? (_boots == int.MaxValue ? int.MaxValue : _boots + 1);
            _startedAt = _time.GetTimestamp();
        }
    }

    /// <summary>True when a message with this clock is neither old nor from the future (RFC 3414 3.2.7a).</summary>
    public bool IsInWindow(int boots, int seconds) => boots == Boots && boots != int.MaxValue && Math.Abs((long)seconds - Seconds) <= Limits.TimeWindowSeconds;

    /// <summary>The number for the next encrypted message.</summary>
    internal ulong NextSalt()
    {
        lock (_gate) return ++_salt;
    }
}
