namespace PowerController.Snmp.Security;

/// <summary>How messages of a v3 user are encrypted.</summary>
public enum PrivProtocol
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>DES in CBC mode (RFC 3414); for old cards only.</summary>
    Des,

    /// <summary>AES-128 in CFB mode (RFC 3826).</summary>
    Aes128,

    /// <summary>AES-192, short keys extended as in the Blumenthal draft; net-snmp calls it AES-192.</summary>
    Aes192,

    /// <summary>AES-256, short keys extended as in the Blumenthal draft; net-snmp calls it AES-256.</summary>
    Aes256,

    /// <summary>AES-192, short keys extended as in the Reeder draft for 3DES; net-snmp calls it AES-192-C, Cisco's devices use it.</summary>
    Aes192Cisco,

    /// <summary>AES-256, short keys extended as in the Reeder draft for 3DES; net-snmp calls it AES-256-C, Cisco's devices use it.</summary>
    Aes256Cisco,
}
