using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace PowerController.Runtime.Configuration.Handover;

/// <summary>
/// The YAML files of a configuration directory as one parcel for the other hosts. Key files, passwords and whatever else lies there never go into it: only `*.yaml`,
/// at the top and one directory below, and nothing of `secrets`.
/// </summary>
/// <remarks>Deflated text: the line `powercontroller configuration 1`, then for each file a line with `file`, its length and its name, and its bytes.</remarks>
public static partial class ConfigurationArchive
{
    private const string Head = "powercontroller configuration 1\n";
    private const string Ending = ".yaml";
    private const string Secrets = "secrets/";

    /// <summary>The parcel; null with the problem when the files are more than one parcel holds.</summary>
    public static ImmutableArray<byte>? Pack(string directory, out string? problem)
    {
        try
        {
            var files = FilesOf(directory);
            using var packed = new MemoryStream();
            using (var deflated = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                deflated.Write(Encoding.UTF8.GetBytes(Head));
                foreach (var name in files)
                {
                    var content = File.ReadAllBytes(Path.Combine(directory, name));
                    deflated.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"file {content.Length} {name}\n")));
                    deflated.Write(content);
                }
            }

            var isBounded = files.Count <= Limits.HandoverFiles && packed.Length <= Coordination.Limits.ParcelBytes;
            problem = isBounded ? null : $"The configuration in {directory} has {files.Count} files and {packed.Length / 1024} KiB when packed, more than is handed over; copy it to the other hosts by hand.";
            return isBounded ? [.. packed.ToArray()] : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problem = $"The configuration in {directory} cannot be read to hand it over: {refused.Message}";
            return null;
        }
    }

    /// <summary>The files by their names; null for anything that is not a whole parcel of this kind.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<byte>>? Unpack(ImmutableArray<byte> parcel)
    {
        if (Inflated(parcel) is not { } bytes || !bytes.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Head)))
            return null;
        var files = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        var rest = bytes.AsSpan(Head.Length);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 || FileLine().Match(Encoding.UTF8.GetString(rest[..end])) is not { Success: true } line)
                return null;
            rest = rest[(end + 1)..];
            var name = line.Groups["name"].Value;
            if (!int.TryParse(line.Groups["length"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > rest.Length || !IsTaken(name) || files.ContainsKey(name)
                || files.Count >= Limits.HandoverFiles)
                return null;
            files.Add(name, [.. rest[..length]]);
            rest = rest[length..];
        }

        return files.ContainsKey(SiteConfiguration.FileName) ? files.ToImmutable() : null;
    }

    /// <summary>The names of the files of a directory that make up its configuration, in order.</summary>
    internal static List<string> FilesOf(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*" + Ending, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(path => Path.GetRelativePath(directory, path).Replace('\\', '/')).Where(IsTaken).Order(StringComparer.Ordinal)];

    private static bool IsTaken(string name) => name.EndsWith(Ending, StringComparison.Ordinal) && !name.StartsWith(Secrets, StringComparison.OrdinalIgnoreCase) && FileName().IsMatch(name);

    private static byte[]? Inflated(ImmutableArray<byte> parcel)
    {
        using var packed = new DeflateStream(new MemoryStream([.. parcel]), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        try
        {
            for (int length; (length = packed.Read(buffer)) > 0;)
            {
                if (bytes.Length + length > Limits.HandoverBytes)
                    return null;
                bytes.Write(buffer.AsSpan(0, length));
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return bytes.ToArray();
    }

    [GeneratedRegex(@"^file (?<length>\d{1,9}) (?<name>[A-Za-z0-9._/-]{1,200})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileLine();

    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*\.yaml$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
