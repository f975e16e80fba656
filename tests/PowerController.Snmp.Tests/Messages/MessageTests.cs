using PowerController.Snmp.Ber;

namespace PowerController.Snmp.Messages;

public sealed class MessageTests
{
    // GET 1.3.6.1.2.1.1.5.0, community public, request id 1: octet by octet what net-snmp's snmpget sends.
    private const string GetV2c = "302602010104067075626C6963A01902010102010002010030" + "0E300C06082B060102010105000500";

    [Fact]
    public void Get_Written_IsWhatOthersSend()
    {
        BerWriter writer = new(new byte[100]);
        PduView.Write(ref writer, PduType.Get, 1, 0, 0, [new VarBind(Oid.Parse("1.3.6.1.2.1.1.5.0"))]);
        MessageView.WriteCommunity(ref writer, SnmpVersion.V2c, "public"u8);
        Assert.Equal(GetV2c, Convert.ToHexString(writer.Written));
    }

    [Fact]
    public void Get_Read_HasItsFields()
    {
        byte[] datagram = Convert.FromHexString(GetV2c);
        Assert.Equal(BerFault.None, MessageView.Read(datagram, out MessageView message));
        Assert.Equal(SnmpVersion.V2c, message.Version);
        Assert.True(message.Community.SequenceEqual("public"u8));
        Assert.Equal(BerFault.None, PduView.Read(message.Pdu, out PduView pdu));
        Assert.Equal(PduType.Get, pdu.Type);
        Assert.Equal(1, pdu.RequestId);
        VarBindTable table = new();
        Assert.Equal(BerFault.None, table.Read(pdu.VarBindList));
        Assert.Equal([new VarBind(Oid.Parse("1.3.6.1.2.1.1.5.0"))], table.ToVarBinds(pdu.VarBindList));
    }

    [Fact]
    public void Message_CutAnywhere_IsAValueNotAnException()
    {
        byte[] datagram = Convert.FromHexString(GetV2c);
        for (int length = 0; length < datagram.Length; length++)
        {
            Assert.NotEqual(BerFault.None, MessageView.Read(datagram.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Message_OfVersion2_IsRefused() =>
        Assert.Equal(BerFault.UnknownVersion, MessageView.Read(Convert.FromHexString("3005020102" + "0400"), out _));

    [Fact]
    public void TrapV1_WrittenAndRead_IsTheSame()
    {
        BerWriter writer = new(new byte[200]);
        TrapV1View.Write(ref writer, Oid.Parse("1.3.6.1.4.1.318"), 0x7f000001, 6, 5, uint.MaxValue, [new VarBind(Oid.Parse("1.3.6.1"), SnmpValue.Text("x"))]);
        Assert.Equal(BerFault.None, TrapV1View.Read(writer.Written, out TrapV1View trap));
        Assert.True(BerOid.TryDecode(trap.Enterprise, out Oid enterprise));
        Assert.Equal("1.3.6.1.4.1.318", enterprise.ToString());
        Assert.Equal((0x7f000001u, 6, 5, uint.MaxValue), (trap.AgentAddress, trap.GenericTrap, trap.SpecificTrap, trap.TimeStamp));
        VarBindTable table = new();
        Assert.Equal(BerFault.None, table.Read(trap.VarBindList));
        Assert.Equal(1, table.Count);
    }
}
