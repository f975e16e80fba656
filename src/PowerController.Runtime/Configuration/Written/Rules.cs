using System.Buffers;
using System.Net;
using System.Net.Sockets;
using PowerController.Model.Sites;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Written;

/// <summary>The value is a parameter of the site: meaning, default and range stand in <see cref="Parameters"/> alone.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ParameterAttribute(string name) : RuleAttribute
{
    private readonly Parameter _parameter = typeof(Parameters).GetField(name)?.GetValue(null) as Parameter
        ?? throw new InvalidOperationException($"There is no parameter '{name}'.");

    /// <summary>What holds without the key is not the parameter's default, but follows from something else.</summary>
    public bool NoDefault { get; init; }

    public override string Meaning => _parameter.Meaning;

    public override object? Default => NoDefault ? null : _parameter.AnyDefault;

    public override object Minimum => _parameter.AnyMinimum;

    public override object Maximum => _parameter.AnyMaximum;
}

/// <summary>A name by which people, files and addresses refer to something.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NameRuleAttribute : RuleAttribute
{
    private const int Longest = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    public override string Pattern => "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    public override Complaint? Check(object value) => value is string name && !Fits(name)
        ? new Complaint("cannot be a name.", "Use up to 64 letters, digits, '-', '_' and '.', beginning with a letter or digit; free words belong under 'description'.")
        : null;

    public static bool Fits(string name) =>
        name.Length is > 0 and <= Longest && !name.AsSpan().ContainsAnyExcept(Allowed) && char.IsAsciiLetterOrDigit(name[0]);
}

/// <summary>An address in figures: a name server may be down together with the site.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IpAddressAttribute : RuleAttribute
{
    public override Complaint? Check(object value) => value is string text && !Fits(text)
        ? new Complaint("is not an IP address.", "Write it like 172.16.134.12 or fd00::12; names are not used, since the name server may be down with the site.")
        : null;

    /// <summary>Strict: no `10.1`, no leading zeros (which some programs read as octal), no zone.</summary>
    public static bool Fits(string text) => IPAddress.TryParse(text, out var address) && address.AddressFamily switch
    {
        AddressFamily.InterNetwork => string.Equals(address.ToString(), text, StringComparison.Ordinal),
        _ => !text.AsSpan().ContainsAny("[]%"),
    };
}

/// <summary>An Ethernet address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MacAddressAttribute : RuleAttribute
{
    public override string Pattern => "^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$";

    public override Complaint? Check(object value) =>
        value is string text && Read(text) is null ? new Complaint("is not an Ethernet (MAC) address.", "Write six pairs of hexadecimal digits like 00:11:22:aa:bb:cc.") : null;

    /// <summary>The address in one spelling, or null.</summary>
    public static string? Read(string text)
    {
        if (text.Length != 17)
            return null;
        for (var at = 0; at < text.Length; at++)
        {
            var fits = at % 3 == 2 ? text[at] is ':' or '-' : char.IsAsciiHexDigit(text[at]);
            if (!fits)
                return null;
        }

        return text.Replace('-', ':').ToLowerInvariant();
    }
}

/// <summary>A URL of an etcd member, or a list of them, with an address in figures.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EndpointRuleAttribute : RuleAttribute
{
    public override Complaint? Check(object value) => value is string text && !Fits(text)
        ? new Complaint("is not the URL of an etcd member.", "Write it like http://172.16.134.12:2379, with an address in figures.")
        : null;

    private static bool Fits(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", HostNameType: UriHostNameType.IPv4 or UriHostNameType.IPv6, PathAndQuery: "/" };
}
