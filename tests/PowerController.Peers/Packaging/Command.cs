using System.Diagnostics;

namespace PowerController.Peers.Packaging;

/// <summary>A program of the machine that is run to its end; packaging takes minutes.</summary>
internal static class Command
{
    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(15);

    public static async Task<(int Code, string Output)> TryAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(_deadline);
        var output = process.StandardOutput.ReadToEndAsync(late.Token);
        var error = process.StandardError.ReadToEndAsync(late.Token);
        await process.WaitForExitAsync(late.Token);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Its output; the test fails when it does not end well.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await TryAsync(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }
}
