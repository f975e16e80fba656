using PowerController.Snmp;

namespace PowerController.Devices.Tests.Snmp;

/// <summary>Cards as they are met, with everything well.</summary>
internal static class SampleCards
{
    public const string Apc = "1.3.6.1.4.1.318.1.1.1";
    public const string Ups = "1.3.6.1.2.1.33.1";

    public static FakeCard SmartUps(SnmpVersion version = SnmpVersion.V2c) => new FakeCard { Version = version }
        .With("1.3.6.1.2.1.1.1.0", "APC Web/SNMP Management Card")
        .With("1.3.6.1.2.1.1.2.0", SnmpValue.ObjectIdentifier(Oid.Parse("1.3.6.1.4.1.318.1.3.27")))
        .With("1.3.6.1.2.1.1.5.0", "ups1")
        .With(Apc + ".1.1.1.0", "Smart-UPS 1500")
        .With(Apc + ".1.1.2.0", "UPS1")
        .With(Apc + ".1.2.3.0", "AS1234567890 ")
        .With(Apc + ".2.1.1.0", 2)
        .With(Apc + ".2.2.1.0", SnmpValue.Gauge32(97))
        .With(Apc + ".2.2.3.0", SnmpValue.TimeTicks(180_000))
        .With(Apc + ".2.2.4.0", 1)
        .With(Apc + ".3.2.1.0", SnmpValue.Gauge32(101))
        .With(Apc + ".4.1.1.0", 2)
        .With(Apc + ".4.2.1.0", SnmpValue.Gauge32(100))
        .With(Apc + ".4.2.3.0", SnmpValue.Gauge32(23))
        .With(Apc + ".8.1.0", 1)
        .With(Apc + ".11.1.1.0", Flags(4, 19))
        .With(Apc + ".5.2.2.0", 108)
        .With(Apc + ".5.2.3.0", 92)
        .With(Apc + ".5.2.7.0", 4)
        .With(Apc + ".5.2.8.0", SnmpValue.TimeTicks(12_000))
        .With(Apc + ".5.2.10.0", SnmpValue.TimeTicks(9_000));

    public static FakeCard Standard(SnmpVersion version = SnmpVersion.V2c) => new FakeCard { Version = version }
        .With("1.3.6.1.2.1.1.1.0", "Some card")
        .With("1.3.6.1.2.1.1.2.0", SnmpValue.ObjectIdentifier(Oid.Parse("1.3.6.1.4.1.9999.7")))
        .With(Ups + ".1.1.0", "Maker")
        .With(Ups + ".1.2.0", "Model")
        .With(Ups + ".2.1.0", 2)
        .With(Ups + ".2.3.0", 42)
        .With(Ups + ".2.4.0", 88)
        .With(Ups + ".2.5.0", 273)
        .With(Ups + ".3.3.1.3.1", 231)
        .With(Ups + ".4.1.0", 3)
        .With(Ups + ".4.4.1.2.1", 230)
        .With(Ups + ".4.4.1.5.1", 26)
        .With(Ups + ".6.1.0", SnmpValue.Gauge32(0))
        .With(Ups + ".8.2.0", -1);

    public static SnmpValue Flags(params int[] places)
    {
        var text = new char[64];
        Array.Fill(text, '0');
        foreach (var place in places)
            text[place - 1] = '1';
        return SnmpValue.Text(new string(text));
    }
}
