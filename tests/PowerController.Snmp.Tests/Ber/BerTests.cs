using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Ber;

public sealed class BerTests
{
    public static TheoryData<string, SnmpValue> Values => new()
    {
        { "020100", SnmpValue.Integer32(0) },
        { "02017F", SnmpValue.Integer32(127) },
        { "02020080", SnmpValue.Integer32(128) },
        { "020180", SnmpValue.Integer32(-128) },
        { "0202FF7F", SnmpValue.Integer32(-129) },
        { "02047FFFFFFF", SnmpValue.Integer32(int.MaxValue) },
        { "020480000000", SnmpValue.Integer32(int.MinValue) },
        { "4105" + "00FFFFFFFF", SnmpValue.Counter32(uint.MaxValue) },
        { "420100", SnmpValue.Gauge32(0) },
        { "43020100", SnmpValue.TimeTicks(256) },
        { "4609" + "00FFFFFFFFFFFFFFFF", SnmpValue.Counter64(ulong.MaxValue) },
        { "0403" + "555053", SnmpValue.Text("UPS") },
        { "0400", SnmpValue.Text("") },
        { "0500", SnmpValue.Null },
        { "0603" + "2B0601", SnmpValue.ObjectIdentifier(Oid.Parse("1.3.6.1")) },
        { "0603" + "883703", SnmpValue.ObjectIdentifier(Oid.Parse("2.999.3")) },
        { "0606" + "2B8FFFFFFF7F", SnmpValue.ObjectIdentifier(Oid.Parse("1.3.4294967295")) },
        { "4004" + "C00002FF", SnmpValue.IpAddress(0xc00002ff) },
        { "4407" + "9F780442280000", SnmpValue.Float(42f) },
        { "440B" + "9F79084045000000000000", SnmpValue.Double(42) },
        { "4402" + "0001", SnmpValue.Opaque([0, 1]) },
        { "8000", SnmpValue.NoSuchObject },
        { "8100", SnmpValue.NoSuchInstance },
        { "8200", SnmpValue.EndOfMibView },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Value_WrittenAndRead_IsTheSame(string hex, SnmpValue value)
    {
        BerWriter writer = new(new byte[64]);
        writer.Value(value);
        Assert.Equal(hex, Convert.ToHexString(writer.Written));

        VarBindTable table = new();
        byte[] list = [0x30, (byte)(3 + writer.Length), 6, 1, 0x2b, .. writer.Written];
        Assert.Equal(BerFault.None, table.Read(list));
        Assert.Equal(value, table.View(list, 0).ToValue());
    }

    [Fact]
    public void Unsigned_WithoutItsLeadingZero_IsReadAsUnsigned()
    {
        VarBindTable table = new();
        byte[] list = [0x30, 9, 6, 1, 0x2b, 0x42, 4, 0xff, 0xff, 0xff, 0xff];
        Assert.Equal(BerFault.None, table.Read(list));
        Assert.Equal(SnmpValue.Gauge32(uint.MaxValue), table.View(list, 0).ToValue());
    }

    [Theory]
    [InlineData("30", BerFault.Truncated)]
    [InlineData("3005", BerFault.Truncated)]
    [InlineData("3080", BerFault.BadLength)]
    [InlineData("3085", BerFault.BadLength)]
    [InlineData("308400FFFFFF", BerFault.BadLength)]
    [InlineData("3084", BerFault.Truncated)]
    [InlineData("3100", BerFault.UnexpectedTag)]
    [InlineData("3005" + "06012B0200", BerFault.BadNumber)]
    [InlineData("3005" + "06018B0500", BerFault.BadOid)]
    [InlineData("3006" + "0602802B0500", BerFault.BadOid)]
    [InlineData("3006" + "06012B400100", BerFault.BadValue)]
    [InlineData("3005" + "06012B4700", BerFault.BadNumber)]
    [InlineData("3005" + "06012B4900", BerFault.BadValue)]
    [InlineData("300A" + "06012B42050100000000", BerFault.BadNumber)]
    public void List_ThatIsMalformed_SaysWhy(string hex, BerFault fault) => Assert.Equal(fault, new VarBindTable().Read(Convert.FromHexString(hex)));

    [Fact]
    public void List_OfTooManyVariables_IsRefused()
    {
        byte[] one = [0x30, 5, 6, 1, 0x2b, 5, 0];
        byte[] list = [.. Enumerable.Repeat(one, Limits.VarBindsPerMessage + 1).SelectMany(x => x)];
        Assert.Equal(BerFault.TooManyVarBinds, new VarBindTable().Read(list));
    }

    [Fact]
    public void Identifier_Of128Numbers_IsReadAnd129Refused()
    {
        byte[] longest = [0x2b, .. Enumerable.Repeat((byte)1, 126)];
        Assert.True(BerOid.TryDecode(longest, out Oid oid));
        Assert.Equal(128, oid.Count);
        Assert.True(BerOid.IsValid(longest));
        Assert.False(BerOid.IsValid([.. longest, 1]));
    }

    [Fact]
    public void Writer_WithoutRoom_SaysSoAndWritesNothingOutside()
    {
        for (int size = 0; size < 40; size++)
        {
            BerWriter writer = new(new byte[size]);
            PduView.Write(ref writer, PduType.Get, 1, 0, 0, [new VarBind(Oid.Parse("1.3.6.1.2.1.1.5.0"))]);
            MessageView.WriteCommunity(ref writer, SnmpVersion.V2c, "public"u8);
            Assert.True(writer.Overflowed, $"{size} octets");
        }
    }
}
