using System.Buffers;
using System.Globalization;
using System.Text;

namespace PowerController.Yaml.Reading;

/// <summary>From a file to text: bounded, UTF-8 only, nothing unprintable.</summary>
internal static class YamlBytes
{
    /// <summary>The text of the file, or null and the reason among the errors.</summary>
    public static string? FromFile(string path, string name, YamlErrors errors)
    {
        var whole = YamlPosition.WholeFile(name);
        try
        {
            if (Directory.Exists(path))
            {
                errors.Add(whole, "This is a directory, but a YAML file is expected.", "Name the file in it.");
                return null;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = ArrayPool<byte>.Shared.Rent(Limits.FileBytes + 1);
            try
            {
                var length = file.ReadAtLeast(bytes.AsSpan(0, Limits.FileBytes + 1), Limits.FileBytes + 1, throwOnEndOfStream: false);
                return FromBytes(bytes.AsSpan(0, length), name, errors);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(whole, "There is no such file.", "Create it, or name the directory it is in.");
        }
        catch (UnauthorizedAccessException)
        {
            errors.Add(whole, "The file may not be read by this user.", "Give the user read access to it.");
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            errors.Add(whole, "The file cannot be read: " + failure.Message, "Check the path and the disk.");
        }

        return null;
    }

    public static string? FromBytes(ReadOnlySpan<byte> bytes, string name, YamlErrors errors)
    {
        var whole = YamlPosition.WholeFile(name);
        if (bytes.Length > Limits.FileBytes)
        {
            errors.Add(whole, $"The file is larger than {Limits.FileBytes / 1024 / 1024} MB, more than any site needs.",
                "Give the configuration itself; a file this large is taken for a wrong one and not read.");
            return null;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        if (bytes.Length > 1 && (bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF) or (0, _) or (_, 0))
        {
            errors.Add(whole, "The file is not UTF-8: it looks like UTF-16 or UTF-32.", "Save it as UTF-8.");
            return null;
        }

        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            var (line, column, wrong) = FirstInvalid(bytes);
            errors.Add(new YamlPosition(name, line, column),
                string.Create(CultureInfo.InvariantCulture, $"The byte 0x{wrong:X2} is not UTF-8."), "Save the file as UTF-8.");
            return null;
        }

        return Printable(Encoding.UTF8.GetString(bytes), name, errors);
    }

    /// <summary>The text itself when it holds no control characters: editors hide them, and parsers disagree about them.</summary>
    public static string? Printable(string text, string name, YamlErrors errors)
    {
        var (line, start) = (1, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '\n')
                (line, start) = (line + 1, at + 1);
            else if (character is (< ' ' and not ('\t' or '\r')) or '\x7F' or (>= '\x80' and <= '\x9F' and not '\x85') or '\uFEFF' or '\uFFFE' or '\uFFFF')
            {
                errors.Add(new YamlPosition(name, line, at - start + 1),
                    string.Create(CultureInfo.InvariantCulture, $"The character U+{(int)character:X4} is not printable."), "Remove it.");
                return null;
            }
        }

        return text;
    }

    private static (int Line, int Column, byte Wrong) FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var (line, column) = (1, 1);
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
            bytes = bytes[consumed..];
        }

        return (line, column, bytes[0]);
    }
}
