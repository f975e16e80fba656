using System.Text;
using PowerController.Coordination.Membership;

namespace PowerController.Coordination.Sealing;

/// <summary>Seals this host's messages. It counts, so no nonce is used twice: there is one writer for one boot id.</summary>
public sealed class DatagramWriter
{
    private readonly string _host;
    private readonly long _boot;
    private readonly ReadOnlyMemory<byte> _name;
    private SigningKey? _signing;
    private readonly byte[] _plain = new byte[Limits.DatagramBytes];
    private SiteKeys _keys;
    private int _self;
    private long _counter;

    /// <param name="signing">Needed by terminals; a node may have one.</param>
    public DatagramWriter(Roster roster, string self, long boot, SiteKeys keys, SigningKey? signing)
    {
        Require.That(boot is > 0 and <= Datagram.Most, "A boot id fits in 48 bits.");
        _host = self;
        _boot = boot;
        _name = Encoding.UTF8.GetBytes(self);
        Use(roster, keys, signing);
    }

    /// <summary>The most a message may have so that its datagram keeps its bound.</summary>
    public int MessageBytesMax =>
        Limits.DatagramBytes - Datagram.NameAt - _name.Length - (_signing is null ? 0 : Datagram.SignatureBytes) - Datagram.TagBytes - Datagram.GateBytes;

    /// <summary>Sends under other keys, or in another roster, from now on; the counter goes on.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_keys))]
    public void Use(Roster roster, SiteKeys keys, SigningKey? signing)
    {
        _self = roster.Find(_host);
        Require.That(_self >= 0, $"{_host} is in the configuration.");
        _keys = keys;
        _signing = signing;
    }

    /// <summary>Seals a message into <paramref name="datagram"/>; the length of it.</summary>
    public int Seal(ReadOnlySpan<byte> message, Span<byte> datagram)
    {
        Require.That(message.Length <= MessageBytesMax, "A message keeps its bound.");
        Require.That(_counter < Datagram.Most, "A counter of 48 bits does not run out.");
        _counter++;
        var header = Datagram.NameAt + _name.Length;
        Datagram.WriteHeader(datagram, _keys.KeyId, _boot, _counter, _name.Span, _signing is not null);
        var plain = _plain.AsSpan(0, message.Length + (_signing is null ? 0 : Datagram.SignatureBytes));
        message.CopyTo(plain);
        if (_signing is not null)
        {
            // Signed are header and message together: a neighbour that knows the group key can not send an old claim under a new counter.
            Span<byte> signed = stackalloc byte[Limits.DatagramBytes];
            datagram[..header].CopyTo(signed);
            message.CopyTo(signed[header..]);
            _signing.Sign(signed[..(header + message.Length)], plain[message.Length..]);
        }

        var sealedPart = datagram.Slice(header, plain.Length);
        var tag = datagram.Slice(header + plain.Length, Datagram.TagBytes);
        _keys.Of(_self).Encrypt(Datagram.Nonce(datagram), plain, sealedPart, tag, datagram[..header]);
        var gated = header + plain.Length + Datagram.TagBytes;
        _keys.Gate(datagram[..gated], datagram.Slice(gated, Datagram.GateBytes));
        return gated + Datagram.GateBytes;
    }
}
