using System.Net;

namespace PowerController.Snmp;

public sealed class SnmpValueTests
{
    [Fact]
    public void Text_WithNulAtTheEnd_IsShownAsText() => Assert.Equal("UPS", SnmpValue.OctetString("UPS\0"u8).ToString());

    [Fact]
    public void Octets_ThatAreNoText_AreShownAsHexadecimal() => Assert.Equal("0001FF", SnmpValue.OctetString([0, 1, 255]).ToString());

    [Fact]
    public void Counter64_AboveTheSignedRange_KeepsItsValue()
    {
        SnmpValue value = SnmpValue.Counter64(ulong.MaxValue);
        Assert.False(value.TryGetInt64(out _));
        Assert.True(value.TryGetUInt64(out ulong number));
        Assert.Equal(ulong.MaxValue, number);
        Assert.Equal("18446744073709551615", value.ToString());
    }

    [Fact]
    public void Address_ComesBackAsItWasGiven()
    {
        SnmpValue value = SnmpValue.IpAddress(IPAddress.Parse("192.0.2.255"));
        Assert.True(value.TryGetAddress(out IPAddress address));
        Assert.Equal(IPAddress.Parse("192.0.2.255"), address);
    }

    [Fact]
    public void Opaque_ThatHoldsAFloat_IsThatFloat()
    {
        SnmpValue value = SnmpValue.Opaque([0x9f, 0x78, 0x04, 0x42, 0x28, 0x00, 0x00]);
        Assert.True(value.TryGetDouble(out double number));
        Assert.Equal(42.0, number);
        Assert.Equal(SnmpValue.Float(42f), value);
    }

    [Fact]
    public void Text_IsNoNumber() => Assert.False(SnmpValue.Text("42").TryGetInt64(out _));

    [Fact]
    public void Equality_ComparesTypeAndContent()
    {
        Assert.Equal(SnmpValue.Text("a"), SnmpValue.OctetString("a"u8));
        Assert.NotEqual(SnmpValue.Integer32(1), SnmpValue.Gauge32(1));
        Assert.NotEqual(SnmpValue.ObjectIdentifier(Oid.Of(1, 3)), SnmpValue.ObjectIdentifier(Oid.Of(1, 4)));
    }
}
