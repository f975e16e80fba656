using System.Diagnostics;

namespace PowerController.Peers.Mibs;

/// <summary>Our own MIB under Debian's smilint, at its strictest.</summary>
public sealed class MibLintTests
{
    private const string Smilint = "/usr/bin/smilint";

    [Fact]
    public async Task OurMib_UnderSmilintAtLevelSix_IsClean()
    {
        Assert.SkipUnless(File.Exists(Smilint), "smilint is not installed (Debian: apt-get install smitools).");
        Assert.Equal("", await LintAsync(Text()));
    }

    [Fact]
    public async Task Smilint_OfAModuleWithAMistake_FindsIt()
    {
        // Without this a smilint that checks nothing would pass the test above.
        Assert.SkipUnless(File.Exists(Smilint), "smilint is not installed (Debian: apt-get install smitools).");
        Assert.Contains("pcUpsBatteryTemp", await LintAsync(Text().Replace("pcUpsBatteryTemp    Integer32", "pcUpsBatteryTemp    Unsigned32", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string Text() => File.ReadAllText(Path.Combine(Root(), "mibs", "POWER-CONTROLLER-MIB.txt"));

    private static async Task<string> LintAsync(string module)
    {
        var directory = Directory.CreateTempSubdirectory("powercontroller-mib-");
        try
        {
            var file = Path.Combine(directory.FullName, "POWER-CONTROLLER-MIB");
            await File.WriteAllTextAsync(file, module);
            var start = new ProcessStartInfo(Smilint, ["-l", "6", file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

            // The base modules are not part of every system; the project has as much of them as it needs.
            start.Environment["SMIPATH"] = Path.Combine(Root(), "tests", "PowerController.Peers", "Mibs", "Base");
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return await output + await errors;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "PowerController.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
