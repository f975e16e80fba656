using System.Diagnostics;
using System.Security.Cryptography;

namespace PowerController.Snmp.Security;

/// <summary>The sizes and the hash function of each authentication protocol.</summary>
internal static class AuthAlgorithm
{
    /// <summary>The longest digest, of SHA-512.</summary>
    public const int DigestBytesMax = 64;

    public static int DigestBytes(AuthProtocol protocol) => protocol switch
    {
        AuthProtocol.Md5 => 16,
        AuthProtocol.Sha1 => 20,
        AuthProtocol.Sha224 => Sha224.DigestBytes,
        AuthProtocol.Sha256 => 32,
        AuthProtocol.Sha384 => 48,
        AuthProtocol.Sha512 => 64,
        _ => throw new UnreachableException(),
    };

    /// <summary>How much of the digest is sent.</summary>
    public static int MacBytes(AuthProtocol protocol) => protocol switch
    {
        AuthProtocol.Md5 or AuthProtocol.Sha1 => 12,
        AuthProtocol.Sha224 => 16,
        AuthProtocol.Sha256 => 24,
        AuthProtocol.Sha384 => 32,
        AuthProtocol.Sha512 => 48,
        _ => 0,
    };

    public static int BlockBytes(AuthProtocol protocol) => protocol is AuthProtocol.Sha384 or AuthProtocol.Sha512 ? 128 : 64;

    /// <summary>The framework's name; it has none for SHA-224.</summary>
    public static HashAlgorithmName Name(AuthProtocol protocol) => protocol switch
    {
        AuthProtocol.Md5 => HashAlgorithmName.MD5,
        AuthProtocol.Sha1 => HashAlgorithmName.SHA1,
        AuthProtocol.Sha256 => HashAlgorithmName.SHA256,
        AuthProtocol.Sha384 => HashAlgorithmName.SHA384,
        AuthProtocol.Sha512 => HashAlgorithmName.SHA512,
        _ => throw new UnreachableException(),
    };

    public static void Hash(AuthProtocol protocol, ReadOnlySpan<byte> octets, Span<byte> digest)
    {
        switch (protocol)
        {
#pragma warning disable CA5351, CA5350 // The card decides which protocol it speaks; RFC 3414 knows MD5 and SHA-1 only.
            case AuthProtocol.Md5:
                MD5.HashData(octets, digest);
                break;
            case AuthProtocol.Sha1:
                SHA1.HashData(octets, digest);
                break;
#pragma warning restore CA5351, CA5350
            case AuthProtocol.Sha224:
                Sha224.HashData(octets, digest);
                break;
            case AuthProtocol.Sha256:
                SHA256.HashData(octets, digest);
                break;
            case AuthProtocol.Sha384:
                SHA384.HashData(octets, digest);
                break;
            case AuthProtocol.Sha512:
                SHA512.HashData(octets, digest);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
