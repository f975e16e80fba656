namespace PowerController.Snmp.Security;

/// <summary>From a password to the keys of one engine (RFC 3414 A.2), and longer keys for AES-192 and AES-256.</summary>
internal static class KeyDerivation
{
    private const int ExpandedBytes = 1024 * 1024;

    /// <summary>The key of a password, the same for every engine. Hashes a megabyte, so it is done once.</summary>
    public static byte[] FromPassword(AuthProtocol protocol, ReadOnlySpan<byte> password)
    {
        byte[] expanded = new byte[ExpandedBytes];
        for (int at = 0; at < ExpandedBytes; at += password.Length)
        {
            password[..Math.Min(password.Length, ExpandedBytes - at)].CopyTo(expanded.AsSpan(at));
        }

        byte[] key = new byte[AuthAlgorithm.DigestBytes(protocol)];
        AuthAlgorithm.Hash(protocol, expanded, key);
        return key;
    }

    /// <summary>The key of one engine.</summary>
    public static byte[] Localise(AuthProtocol protocol, ReadOnlySpan<byte> key, EngineId engine)
    {
        byte[] localised = new byte[AuthAlgorithm.DigestBytes(protocol)];
        AuthAlgorithm.Hash(protocol, [.. key, .. engine.Octets, .. key], localised);
        return localised;
    }

    /// <summary>The privacy key of one engine, as long as the cipher wants it.</summary>
    public static byte[] LocalisePrivacy(AuthProtocol auth, PrivProtocol priv, ReadOnlySpan<byte> key, EngineId engine)
    {
        int length = KeyBytes(priv);
        byte[] localised = Localise(auth, key, engine);
        while (localised.Length < length)
        {
            localised = priv is PrivProtocol.Aes192Cisco or PrivProtocol.Aes256Cisco ? ExtendLikeReeder(auth, localised, engine) : ExtendLikeBlumenthal(auth, localised);
        }

        return localised[..length];
    }

    /// <summary>How many octets of key a cipher takes; DES takes eight for the key and eight for its vector.</summary>
    public static int KeyBytes(PrivProtocol priv) => priv switch
    {
        PrivProtocol.Des or PrivProtocol.Aes128 => 16,
        PrivProtocol.Aes192 or PrivProtocol.Aes192Cisco => 24,
        PrivProtocol.Aes256 or PrivProtocol.Aes256Cisco => 32,
        _ => 0,
    };

    // draft-blumenthal-aes-usm-04, 3.1.2.1: the key so far, then its hash.
    private static byte[] ExtendLikeBlumenthal(AuthProtocol auth, byte[] key)
    {
        byte[] more = new byte[AuthAlgorithm.DigestBytes(auth)];
        AuthAlgorithm.Hash(auth, key, more);
        return [.. key, .. more];
    }

    // draft-reeder-snmpv3-usm-3desede-00, 2.1: the last piece taken as a password of its own.
    private static byte[] ExtendLikeReeder(AuthProtocol auth, byte[] key, EngineId engine)
    {
        byte[] last = key[^AuthAlgorithm.DigestBytes(auth)..];
        return [.. key, .. Localise(auth, FromPassword(auth, last), engine)];
    }
}
