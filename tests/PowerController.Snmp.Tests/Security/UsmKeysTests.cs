using System.Security.Cryptography;

namespace PowerController.Snmp.Security;

public sealed class UsmKeysTests
{
    // NIST SP 800-38A F.3.13, F.3.15 and F.3.17: CFB128 with keys of 128, 192 and 256 bits.
    private const string Plain = "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710";

    [Theory]
    [InlineData("2B7E151628AED2A6ABF7158809CF4F3C", "3B3FD92EB72DAD20333449F8E83CFB4AC8A64537A0B3A93FCDE3CDAD9F1CE58B26751F67A3CBB140B1808CF187A4F4DFC04B05357C5D1C0EEAC4C66F9FF7F2E6")]
    [InlineData("8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B", "CDC80D6FDDF18CAB34C25909C99A417467CE7F7F81173621961A2B70171D3D7A2E1E8A1DD59B88B1C8E60FED1EFAC4C9C05F9F9CA9834FA042AE8FBA584B09FF")]
    [InlineData("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4", "DC7E84BFDA79164B7ECD8486985D386039FFED143B28B1C832113C6331E5407BDF10132415E54B92A13ED0A8267AE2F975A385741AB9CEF82031623D55B1E471")]
    public void Aes_OfTheStandardsExamples_IsTheSame(string key, string cipher)
    {
        byte[] iv = Convert.FromHexString("000102030405060708090A0B0C0D0E0F");
        foreach (bool useProcessor in new[] { true, false })
        {
            AesCfb aes = new(Convert.FromHexString(key), useProcessor);
            byte[] data = Convert.FromHexString(Plain);
            aes.Encrypt(data, iv);
            Assert.Equal(cipher, Convert.ToHexString(data));
            aes.Decrypt(data, iv);
            Assert.Equal(Plain, Convert.ToHexString(data));
        }
    }

    [Fact]
    public void Aes_OfAnyLength_IsTheSameWithAndWithoutTheProcessor()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        byte[] iv = RandomNumberGenerator.GetBytes(16);
        AesCfb fast = new(key);
        AesCfb framework = new(key, useProcessor: false);
        for (int length = 1; length < 100; length++)
        {
            byte[] one = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            byte[] other = [.. one];
            fast.Encrypt(one, iv);
            framework.Encrypt(other, iv);
            Assert.Equal(other, one);
            fast.Decrypt(one, iv);
            Assert.Equal(Enumerable.Range(0, length).Select(i => (byte)i), one);
        }
    }

    [Theory]
    [InlineData(AuthProtocol.Md5, 12)]
    [InlineData(AuthProtocol.Sha1, 12)]
    [InlineData(AuthProtocol.Sha224, 16)]
    [InlineData(AuthProtocol.Sha256, 24)]
    [InlineData(AuthProtocol.Sha384, 32)]
    [InlineData(AuthProtocol.Sha512, 48)]
    public void Message_SignedAndChanged_IsNotAuthentic(AuthProtocol auth, int macBytes)
    {
        UsmKeys keys = new UsmUser("operator", auth, "authpass1234").KeysFor(EngineId.From([1, 2, 3, 4, 5]));
        Assert.Equal(macBytes, keys.MacBytes);
        byte[] message = new byte[200];
        keys.Sign(message, 50);
        Assert.True(keys.Verify(message, 50));
        for (int i = 0; i < message.Length; i += 7)
        {
            message[i] ^= 1;
            Assert.False(keys.Verify(message, 50), $"octet {i}");
            message[i] ^= 1;
        }
    }

    [Theory]
    [InlineData(AuthProtocol.Md5)]
    [InlineData(AuthProtocol.Sha1)]
    [InlineData(AuthProtocol.Sha256)]
    [InlineData(AuthProtocol.Sha384)]
    [InlineData(AuthProtocol.Sha512)]
    public void Digest_IsTheFrameworksHmac(AuthProtocol auth)
    {
        byte[] key = RandomNumberGenerator.GetBytes(AuthAlgorithm.DigestBytes(auth));
        byte[] message = new byte[333];
        new UsmKeys(auth, key, PrivProtocol.None, []).Sign(message, 0);
        byte[] expected = auth switch
        {
            AuthProtocol.Md5 => HMACMD5.HashData(key, new byte[333]),
            AuthProtocol.Sha1 => HMACSHA1.HashData(key, new byte[333]),
            AuthProtocol.Sha256 => HMACSHA256.HashData(key, new byte[333]),
            AuthProtocol.Sha384 => HMACSHA384.HashData(key, new byte[333]),
            _ => HMACSHA512.HashData(key, new byte[333]),
        };
        int macBytes = AuthAlgorithm.MacBytes(auth);
        Assert.Equal(expected[..macBytes], message[..macBytes]);
    }

    // RFC 4231, test case 2, for the one HMAC the framework does not have.
    [Fact]
    public void DigestSha224_OfTheRfc_IsTheSame()
    {
        UsmKeys keys = new(AuthProtocol.Sha224, "Jefe"u8, PrivProtocol.None, []);
        byte[] message = [.. "what do ya want for nothing?"u8, .. new byte[16]];
        Assert.False(keys.Verify(message, 28));
        byte[] text = [.. "what do ya want for nothing?"u8];
        keys.Sign(text, 0);
        Assert.Equal("A30E01098BC6DBBF45690F3A7E9E6D0F", Convert.ToHexString(text[..16]));
    }

    [Theory]
    [InlineData(PrivProtocol.Des)]
    [InlineData(PrivProtocol.Aes128)]
    [InlineData(PrivProtocol.Aes192)]
    [InlineData(PrivProtocol.Aes256)]
    [InlineData(PrivProtocol.Aes192Cisco)]
    [InlineData(PrivProtocol.Aes256Cisco)]
    public void Data_EncryptedAndDecrypted_IsTheSame(PrivProtocol priv)
    {
        UsmKeys keys = new UsmUser("operator", AuthProtocol.Sha1, "authpass1234", priv, "privpass1234").KeysFor(EngineId.From([1, 2, 3, 4, 5]));
        byte[] data = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
        byte[] parameters = new byte[8];
        keys.Encrypt(data, 3, 1000, 7, parameters);
        Assert.NotEqual(63, data[63]);
        Assert.True(keys.TryDecrypt(data, 3, 1000, parameters));
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (byte)i), data);
        Assert.False(keys.TryDecrypt(data, 3, 1000, parameters.AsSpan(0, 7)));
    }

    [Fact]
    public void Des_OfABrokenBlock_IsRefused()
    {
        UsmKeys keys = new UsmUser("operator", AuthProtocol.Md5, "authpass1234", PrivProtocol.Des, "privpass1234").KeysFor(EngineId.From([1, 2, 3, 4, 5]));
        Assert.False(keys.TryDecrypt(new byte[9], 1, 1, new byte[8]));
    }
}
