using System.Text.Json;
using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Keys;

public sealed class KeysCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("powerctl-keys-").FullName;

    public KeysCommandTests() => File.Copy(Repository.Path("config/site.yaml"), Path.Combine(_directory, "site.yaml"));

    [Fact]
    public void New_OnANewSite_MakesEverythingOnceAndForTheOwnerAlone()
    {
        var first = Keys("new");
        var again = Keys("new");

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.Equal(["group-key", "own-key-terminal", "pinned-keys"], Directory.GetFiles(Secrets).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.All(Directory.GetFiles(Secrets), path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(path).UnixFileMode));
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("Nothing was missing", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_WhateverIsAsked_ShowNoSecret()
    {
        var said = string.Concat(new[] { Keys("new"), Keys("rotate", "group"), Keys("rotate", "terminal"), Keys("show"), Keys("show", "--json") }.Select(run => run.Output + run.Error));

        var secrets = Directory.GetFiles(Secrets).SelectMany(File.ReadLines).Where(line => line.StartsWith("key ", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]).ToList();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("group")]
    [InlineData("terminal")]
    public void Rotate_ThreeTimes_ChangesTheKeyWithBothAcceptedMeanwhile(string key)
    {
        Keys("new");
        var what = key == "group" ? "group" : "own";
        var before = Assert.Single(Roles(what));

        Assert.Equal(0, Keys("rotate", key).ExitCode);
        Assert.Equal(["next", "present"], Roles(what).Select(one => one.Role).Order(StringComparer.Ordinal));
        Assert.Equal(0, Keys("rotate", key).ExitCode);
        Assert.Equal(["old", "present"], Roles(what).Select(one => one.Role).Order(StringComparer.Ordinal));
        Assert.Equal(0, Keys("rotate", key).ExitCode);

        Assert.NotEqual(before.Fingerprint, Assert.Single(Roles(what)).Fingerprint);
        Assert.Equal(0, Keys("show").ExitCode);
    }

    [Fact]
    public void Show_WhatIsWanting_IsSaidWithWhatToDo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights than these.");
        var nothing = Keys("show");
        Keys("new");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(Secrets, "group-key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var open = Keys("show");

        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("powerctl keys new", nothing.Output, StringComparison.Ordinal);
        Assert.Equal(1, open.ExitCode);
        Assert.Contains("chmod 600", open.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rotate_UnknownKey_NamesThoseThereAre()
    {
        Keys("new");

        var run = Keys("rotate", "node1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("terminal", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_WithoutADirectory_SayWhereTheyBelong()
    {
        var run = PowerCtlRun.Of("keys", "new", "--config", Path.Combine(_directory, "nowhere"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("powerctl init", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Secrets => Path.Combine(_directory, "secrets");

    private PowerCtlRun Keys(params string[] words) => PowerCtlRun.Of(["keys", .. words, "--config", _directory]);

    private List<(string Role, string Fingerprint)> Roles(string what)
    {
        using var shown = JsonDocument.Parse(Keys("show", "--json").Output);
        return [.. shown.RootElement.GetProperty("keys").EnumerateArray().Where(key => key.GetProperty("what").GetString() == what)
            .Select(key => (key.GetProperty("role").GetString()!, key.GetProperty("fingerprint").GetString()!))];
    }
}
