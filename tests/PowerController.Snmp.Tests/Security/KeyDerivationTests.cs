using System.Text;

namespace PowerController.Snmp.Security;

public sealed class KeyDerivationTests
{
    private static readonly EngineId Engine = EngineId.From(Convert.FromHexString("000000000000000000000002"));

    // RFC 3414 A.3.1 and A.3.2.
    [Theory]
    [InlineData(AuthProtocol.Md5, "9FAF3283884E92834EBC9847D8EDD963", "526F5EED9FCCE26F8964C2930787D82B")]
    [InlineData(AuthProtocol.Sha1, "9FB5CC0381497B3793528939FF788D5D79145211", "6695FEBC9288E36282235FC7151F128497B38F3F")]
    public void Keys_OfTheRfc_AreTheSame(AuthProtocol auth, string key, string localised)
    {
        byte[] made = KeyDerivation.FromPassword(auth, "maplesyrup"u8);
        Assert.Equal(key, Convert.ToHexString(made));
        Assert.Equal(localised, Convert.ToHexString(KeyDerivation.Localise(auth, made, Engine)));
    }

    // draft-reeder-snmpv3-usm-3desede-00, B.1 and B.2, first 32 octets.
    [Theory]
    [InlineData(AuthProtocol.Md5, "526F5EED9FCCE26F8964C2930787D82B79EFF44A90650EE0A3A40ABFAC5ACC12")]
    [InlineData(AuthProtocol.Sha1, "6695FEBC9288E36282235FC7151F128497B38F3F9B8B6D78936BA6E7D19DFD9C")]
    public void LongKey_OfReeder_IsTheOneOfTheDraft(AuthProtocol auth, string expected)
    {
        byte[] key = KeyDerivation.FromPassword(auth, "maplesyrup"u8);
        Assert.Equal(expected, Convert.ToHexString(KeyDerivation.LocalisePrivacy(auth, PrivProtocol.Aes256Cisco, key, Engine)));
    }

    [Fact]
    public void LongKeys_OfBothWays_DifferBehindTheDigest()
    {
        byte[] key = KeyDerivation.FromPassword(AuthProtocol.Sha1, "maplesyrup"u8);
        byte[] blumenthal = KeyDerivation.LocalisePrivacy(AuthProtocol.Sha1, PrivProtocol.Aes256, key, Engine);
        byte[] reeder = KeyDerivation.LocalisePrivacy(AuthProtocol.Sha1, PrivProtocol.Aes256Cisco, key, Engine);
        Assert.Equal(blumenthal[..20], reeder[..20]);
        Assert.NotEqual(blumenthal, reeder);
    }

    [Fact]
    public void LongKeys_OfLongDigests_NeedNoExtension()
    {
        byte[] key = KeyDerivation.FromPassword(AuthProtocol.Sha256, "maplesyrup"u8);
        Assert.Equal(KeyDerivation.LocalisePrivacy(AuthProtocol.Sha256, PrivProtocol.Aes256, key, Engine), KeyDerivation.LocalisePrivacy(AuthProtocol.Sha256, PrivProtocol.Aes256Cisco, key, Engine));
    }

    // FIPS 180-4 examples.
    [Theory]
    [InlineData("", "D14A028C2A3A2BC9476102BB288234C415A2B01F828EA62AC5B3E42F")]
    [InlineData("abc", "23097D223405D8228642A477BDA255B32AADBCE4BDA0B3F7E36C9DA7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388B16512776CC5DBA5DA1FD890150B0C6455CB4F58B1952522525")]
    public void Sha224_OfTheStandardsExamples_IsTheSame(string text, string expected)
    {
        byte[] digest = new byte[Sha224.DigestBytes];
        Sha224.HashData(Encoding.ASCII.GetBytes(text), digest);
        Assert.Equal(expected, Convert.ToHexString(digest));
    }

    [Fact]
    public void Sha224_OfAMillionLetters_IsTheStandards()
    {
        Sha224 hash = new();
        byte[] piece = [.. Enumerable.Repeat((byte)'a', 1000)];
        for (int i = 0; i < 1000; i++) hash.Append(piece);
        byte[] digest = new byte[Sha224.DigestBytes];
        hash.Finish(digest);
        Assert.Equal("20794655980C91D8BBB4C1EA97618A4BF03F42581948B2EE4EE7AD67", Convert.ToHexString(digest));
    }

    [Fact]
    public void User_AskedTwiceForAnEngine_MakesItsKeysOnce()
    {
        UsmUser user = new("operator", AuthProtocol.Sha256, "authpass1234");
        Assert.Same(user.KeysFor(Engine), user.KeysFor(EngineId.From(Engine.Octets)));
    }

    [Fact]
    public void User_ShownAsText_HidesItsPasswords() =>
        Assert.DoesNotContain("pass1234", new UsmUser("operator", AuthProtocol.Sha256, "authpass1234", PrivProtocol.Aes128, "privpass1234").ToString(), StringComparison.Ordinal);

    [Fact]
    public void User_WithShortPassword_IsRefused() => Assert.Throws<ArgumentException>(() => new UsmUser("operator", AuthProtocol.Sha256, "short"));
}
