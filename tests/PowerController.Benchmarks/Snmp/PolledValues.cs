using PowerController.Snmp;
using PowerController.Snmp.Client;
using PowerController.Snmp.Security;

namespace PowerController.Benchmarks.Snmp;

/// <summary>What one poll asks: twelve values of RFC 1628, the same as the limit's request.</summary>
internal static class PolledValues
{
    private static readonly Oid Base = Oid.Parse("1.3.6.1.2.1.33.1");

    public static PreparedRequest Request { get; } = PreparedRequest.Get(
    [
        Base.Append(2, 1, 0), Base.Append(2, 2, 0), Base.Append(2, 3, 0), Base.Append(2, 4, 0), Base.Append(2, 5, 0), Base.Append(2, 7, 0),
        Base.Append(3, 3, 1, 3, 1), Base.Append(4, 1, 0), Base.Append(4, 4, 1, 2, 1), Base.Append(4, 4, 1, 4, 1), Base.Append(4, 4, 1, 5, 1), Base.Append(6, 1, 0),
    ]);

    public static SnmpCredentials Credentials(string version) => version switch
    {
        "2c" => SnmpCredentials.V2c("public"),
        "3" => SnmpCredentials.V3(new UsmUser("perf", AuthProtocol.Sha256, "authpass1234", PrivProtocol.Aes128, "privpass1234")),
        _ => throw new ArgumentException($"The version '{version}' is not 2c or 3."),
    };
}
