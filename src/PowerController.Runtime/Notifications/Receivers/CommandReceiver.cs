using System.Diagnostics;
using System.Globalization;

namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>A program of this host: the notice as JSON on its standard input, its parts in its environment. Exit code 0 says that it was delivered.</summary>
internal sealed class CommandReceiver(ToCommand to, string site, string host) : IReceiver
{
    public async Task DeliverAsync(Notice notice, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(to.Program, to.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Say(start, "SITE", site);
        Say(start, "HOST", host);
        Say(start, "NUMBER", notice.Number.ToString(CultureInfo.InvariantCulture));
        Say(start, "TIME", NoticeJson.Time(notice.Wall));
        Say(start, "KIND", notice.Kind.ToString().ToLowerInvariant());
        Say(start, "URGENCY", notice.Urgency.ToString().ToLowerInvariant());
        Say(start, "SUBJECT", notice.Subject);
        Say(start, "TEXT", notice.Text);
        Say(start, "COUNT", notice.Count.ToString(CultureInfo.InvariantCulture));
        Say(start, "RUN", notice.Run ?? "");
        using var process = Process.Start(start) ?? throw new IOException("it was not started");
        try
        {
            // What it says is read, so that it is never stopped by a full pipe; nothing is made of it but the reason of a failure.
            var said = ReadSomeAsync(process.StandardError, cancellation);
            var output = ReadSomeAsync(process.StandardOutput, cancellation);
            await GiveAsync(process, NoticeJson.Of(notice, site, host), cancellation);
            await process.WaitForExitAsync(cancellation);
            await output;
            var words = (await said).Trim();
            if (process.ExitCode != 0)
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it ended with code {process.ExitCode}: {words}"));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
    }

    private static void Say(ProcessStartInfo start, string name, string value) => start.Environment["POWERCONTROLLER_" + name] = value.Replace('\0', ' ');

    private static async Task GiveAsync(Process process, byte[] json, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(json, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read its input; it has the environment.
        }
    }

    private static async Task<string> ReadSomeAsync(StreamReader from, CancellationToken cancellation)
    {
        var buffer = new char[Limits.CommandWords];
        var kept = 0;
        while (true)
        {
            var read = await from.ReadAsync(buffer.AsMemory(kept < buffer.Length ? kept : 0), cancellation);
            if (read == 0)
                return new string(buffer, 0, Math.Min(kept, buffer.Length));
            kept = Math.Min(kept + read, buffer.Length);
        }
    }
}
