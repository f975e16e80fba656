using System.Net;

namespace PowerController.Devices.Snmp;

/// <summary>How addresses are shown: the port only where it is not SNMP's own.</summary>
internal static class Addresses
{
    public const int SnmpPort = 161;

    public static string Show(IPEndPoint endPoint) => endPoint.Port == SnmpPort ? endPoint.Address.ToString() : endPoint.ToString();
}
