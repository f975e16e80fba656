using System.Text;
using PowerController.Yaml.Reading;

namespace PowerController.Yaml.Tests.Reading;

public sealed class YamlReaderTests
{
    private static string Error(byte[] bytes)
    {
        var errors = new YamlErrors();
        YamlReader.ReadBytes(bytes, "x.yaml", errors);
        return string.Join('\n', errors.InOrder());
    }

    private static string Error(string text) => Error(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void ByteOrderMark_Utf8_IsFine()
    {
        var errors = new YamlErrors();
        var node = YamlReader.ReadBytes([0xEF, 0xBB, 0xBF, .. "a: ü"u8], "x.yaml", errors);

        Assert.False(errors.Any);
        var entry = Assert.Single(Assert.IsType<YamlMap>(node).Entries);
        Assert.Equal("ü", Assert.IsType<YamlScalar>(entry.Value).Text);
        Assert.Equal(new YamlPosition("x.yaml", 1, 4), entry.Value.At);
    }

    [Fact]
    public void LineEnds_OfWindows_AreFine() => Assert.Equal("", Error("a: 1\r\nb:\r\n  c: 2\r\n"));

    [Fact]
    public void Encoding_Utf16_IsRefused() =>
        Assert.Equal("x.yaml: The file is not UTF-8: it looks like UTF-16 or UTF-32. Save it as UTF-8.", Error([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a: 1")]));

    [Fact]
    public void Encoding_Utf16WithoutMark_IsRefused() =>
        Assert.Equal("x.yaml: The file is not UTF-8: it looks like UTF-16 or UTF-32. Save it as UTF-8.", Error(Encoding.BigEndianUnicode.GetBytes("a: 1")));

    [Fact]
    public void Encoding_Latin1_IsRefusedWithItsPlace() =>
        Assert.Equal("x.yaml:2:5: The byte 0xFC is not UTF-8. Save the file as UTF-8.", Error([.. "a: 1\nb: m"u8, 0xFC, (byte)'n']));

    [Theory]
    [InlineData("a: 1\nb: \u0000", "x.yaml:2:4: The character U+0000 is not printable. Remove it.")]
    [InlineData("a: \u001b[31m", "x.yaml:1:4: The character U+001B is not printable. Remove it.")]
    [InlineData("a: \uFEFFb", "x.yaml:1:4: The character U+FEFF is not printable. Remove it.")]
    public void Characters_NotPrintable_AreRefused(string text, string error) => Assert.Equal(error, Error(text));

    [Fact]
    public void Size_TenMegabytesOfNesting_IsRefusedAtOnce() =>
        Assert.Equal(
            "x.yaml: The file is larger than 4 MB, more than any site needs. Give the configuration itself; a file this large is taken for a wrong one and not read.",
            Error(new string('[', 10 * 1024 * 1024)));

    [Theory]
    [InlineData("[", "x.yaml:1:49: ")]
    [InlineData("- ", "x.yaml:1:97: ")]
    [InlineData("{a: ", "x.yaml:1:190: ")]
    [InlineData("? ", "x.yaml:1:97: ")]
    public void Depth_MillionsOfLevels_IsRefusedWithoutUsingTheStack(string level, string place)
    {
        var text = string.Concat(Enumerable.Repeat(level, 3_900_000 / level.Length));

        Assert.Equal(place + "Lists and maps are nested deeper than 48 levels. Check for brackets that are never closed; the rest of this file is not read.", Error(text));
    }

    [Fact]
    public void Depth_ByIndentation_IsRefused()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(level => new string(' ', level) + "a:\n"));

        Assert.Equal("x.yaml:48:48: Lists and maps are nested deeper than 48 levels. Check for brackets that are never closed; the rest of this file is not read.", Error(text));
    }

    [Fact]
    public void Nodes_MoreThanTheLimit_AreRefused() =>
        Assert.Equal(
            "x.yaml:1:800000: The file has more than 400000 values, more than any site needs. Give the configuration itself; the rest of this file is not read.",
            Error("[" + string.Concat(Enumerable.Repeat("a,", 1_000_000)) + "]"));

    [Fact]
    public void Text_TooLong_IsRefusedAndTheRestIsRead() =>
        Assert.Equal(
            $"x.yaml:1:4: The text '{new string('y', 60)}…' is longer than 65536 characters. Put a long text into a file of its own; check for a quote that is never closed.\n"
            + "x.yaml:3:1: The key 'b' is given twice; the first time in line 2. Keep one of them.",
            Error($"a: {new string('y', 70_000)}\nb: 1\nb: 2\n"));

    [Fact]
    public void Errors_MoreThanAnybodyReads_AreCounted()
    {
        var lines = Error(string.Concat(Enumerable.Range(0, 150).Select(_ => "a: 1\n"))).Split('\n');

        Assert.Equal(101, lines.Length);
        Assert.Equal("x.yaml: 49 more errors are not shown. Correct these first.", lines[^1]);
    }

    [Fact]
    public void File_Missing_IsAnError() =>
        Assert.Equal("named.yaml: There is no such file. Create it, or name the directory it is in.", ErrorOfFile(Path.Combine(Path.GetTempPath(), "no", "such.yaml")));

    [Fact]
    public void File_ThatIsADirectory_IsAnError() =>
        Assert.Equal("named.yaml: This is a directory, but a YAML file is expected. Name the file in it.", ErrorOfFile(Path.GetTempPath()));

    [Fact]
    public void File_ThatCannotBeRead_IsAnError()
    {
        // The superuser may open everything, so for him it is a file that opens and then fails.
        if (Environment.IsPrivilegedProcess && OperatingSystem.IsLinux())
        {
            Assert.StartsWith("named.yaml: The file cannot be read: ", ErrorOfFile("/proc/self/mem"), StringComparison.Ordinal);
            return;
        }

        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "x.yaml");
        File.WriteAllText(path, "a: 1");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.None);

        Assert.Equal("named.yaml: The file may not be read by this user. Give the user read access to it.", ErrorOfFile(path));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("")]
    public void File_WithAnImpossibleName_IsAnError(string path) => Assert.StartsWith("named.yaml: The file cannot be read:", ErrorOfFile(path), StringComparison.Ordinal);

    [Fact]
    public void File_OnDisk_IsRead()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "x.yaml");
        File.WriteAllText(path, "a: [1, 2]\n");
        var errors = new YamlErrors();

        var node = YamlReader.ReadFile(path, "named.yaml", errors);

        Assert.False(errors.Any);
        Assert.Equal(2, Assert.IsType<YamlList>(Assert.IsType<YamlMap>(node).Entries[0].Value).Items.Length);
    }

    private static string ErrorOfFile(string path)
    {
        var errors = new YamlErrors();
        Assert.Null(YamlReader.ReadFile(path, "named.yaml", errors));
        return string.Join('\n', errors.InOrder());
    }
}
