using System.Collections.Concurrent;
using System.Text;

namespace PowerController.Snmp.Security;

/// <summary>A v3 user with its secrets; makes the keys for each engine once and keeps them. Safe for several threads.</summary>
public sealed class UsmUser
{
    private const int PasswordCharactersMin = 8;

    private readonly byte[] _name;
    private readonly byte[]? _authKey;
    private readonly byte[]? _privKey;
    private readonly ConcurrentDictionary<EngineId, UsmKeys> _keys = new();

    /// <summary>A user of any level; passwords as RFC 3414 wants them, at least eight characters.</summary>
    public UsmUser(string name, AuthProtocol auth = AuthProtocol.None, string authPassword = "", PrivProtocol priv = PrivProtocol.None, string privPassword = "")
    {
        _name = Encoding.UTF8.GetBytes(name);
        if (_name.Length is 0 or > Limits.UserNameBytes) throw new ArgumentException($"A user name has 1 to {Limits.UserNameBytes} octets.", nameof(name));
        if (priv != PrivProtocol.None && auth == AuthProtocol.None) throw new ArgumentException("A user with privacy needs authentication too.", nameof(priv));
        Name = name;
        Auth = auth;
        Priv = priv;
        if (auth != AuthProtocol.None) _authKey = FromPassword(auth, authPassword, nameof(authPassword));
        if (priv != PrivProtocol.None) _privKey = FromPassword(auth, privPassword, nameof(privPassword));

        // A system may forbid the old ciphers; that must show when the user is configured, not when a card is asked.
        if (priv == PrivProtocol.Des) _ = new UsmKeys(auth, _authKey, priv, _privKey).TryDecrypt(new byte[8], 0, 0, new byte[8]);
    }

    /// <summary>The name as text.</summary>
    public string Name { get; }

    /// <summary>The name as it is sent.</summary>
    public ReadOnlySpan<byte> NameOctets => _name;

    /// <summary>How its messages are authenticated.</summary>
    public AuthProtocol Auth { get; }

    /// <summary>How its messages are encrypted.</summary>
    public PrivProtocol Priv { get; }

    /// <summary>The highest level it can have.</summary>
    public UsmLevel Level => Priv != PrivProtocol.None ? UsmLevel.AuthPriv : Auth != AuthProtocol.None ? UsmLevel.AuthNoPriv : UsmLevel.NoAuthNoPriv;

    /// <summary>
    /// The keys at an engine; made at the first call for it. They are remembered unless told otherwise: whoever sends a trap names an engine, and only
    /// an authentic one is worth the memory.
    /// </summary>
    public UsmKeys KeysFor(EngineId engine, bool remember = true)
    {
        if (_keys.TryGetValue(engine, out UsmKeys? keys)) return keys;
        byte[] authKey = _authKey is null ? [] : KeyDerivation.Localise(Auth, _authKey, engine);
        byte[] privKey = _privKey is null ? [] : KeyDerivation.LocalisePrivacy(Auth, Priv, _privKey, engine);
        keys = new UsmKeys(Auth, authKey, Priv, privKey);

        // Above the bound keys still work, they are only made again; nobody has so many cards, but somebody may pretend to.
        return remember && _keys.Count < Limits.EnginesPerUser ? _keys.GetOrAdd(engine, keys) : keys;
    }

    /// <summary>Name and protocols, never the secrets.</summary>
    public override string ToString() => $"{Name} ({Auth}, {Priv})";

    private static byte[] FromPassword(AuthProtocol auth, string password, string argument) =>
        password.Length >= PasswordCharactersMin
            ? KeyDerivation.FromPassword(auth, Encoding.UTF8.GetBytes(password))
            : throw new ArgumentException($"A v3 password has at least {PasswordCharactersMin} characters.", argument);
}
