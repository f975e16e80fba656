using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PowerController.Hosts.Starting;

/// <summary>Which certificate a management controller showed when it was first spoken to. They mostly sign their own, so nobody else can say whose it is.</summary>
/// <remarks>What this host's authorities vouch for is believed. Otherwise the first certificate of an address is remembered, and another one is refused from then on:
/// after an exchange of the controller its line is removed from the file.</remarks>
/// <param name="path">Null remembers nothing beyond this program's life.</param>
public sealed class CertificatePins(string? path)
{
    private readonly Lock _lock = new();
    private Dictionary<string, string>? _pins;

    public string? Path => path;

    public bool Accepts(string address, X509Certificate2? certificate, SslPolicyErrors errors)
    {
        if (certificate is null)
            return false;
        var fingerprint = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        lock (_lock)
        {
            _pins ??= Load();
            if (_pins.TryGetValue(address, out var pinned))
                return string.Equals(pinned, fingerprint, StringComparison.OrdinalIgnoreCase) || errors == SslPolicyErrors.None;
            if (errors == SslPolicyErrors.None)
                return true;
            if (_pins.Count >= StartingLimits.Pins)
                return false;
            _pins[address] = fingerprint;
            Save();
            return true;
        }
    }

    private Dictionary<string, string> Load()
    {
        var pins = new Dictionary<string, string>(StringComparer.Ordinal);
        if (path is null || !File.Exists(path) || new FileInfo(path).Length > StartingLimits.PinFileBytes)
            return pins;
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var address, var fingerprint] && !address.StartsWith('#'))
                pins[address] = fingerprint;
        }

        return pins;
    }

    private void Save()
    {
        if (path is null)
            return;
        var next = path + ".new";
        File.WriteAllLines(next, _pins!.OrderBy(pin => pin.Key, StringComparer.Ordinal).Select(pin => $"{pin.Key} {pin.Value}"));
        File.Move(next, path, overwrite: true);
    }
}
