using System.Globalization;
using System.Text;
using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;

namespace PowerController.Agent.Life;

/// <summary>Where what commands printed is kept for people to read afterwards: a file for each, the oldest go first.</summary>
/// <param name="directory">Made with the first file.</param>
public sealed class OutputShelf(string directory, TimeProvider time, Action<string> complain)
{
    private readonly Lock _lock = new();

    public void Keep(RunCommand run, CommandResult result)
    {
        var now = time.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss-fff}-{run.Origin.Step}-{run.Number}.txt");
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"ended    {now:O}\n")
            .Append(CultureInfo.InvariantCulture, $"what     {run.Name}\n")
            .Append(CultureInfo.InvariantCulture, $"command  {run.Command}\n")
            .Append(CultureInfo.InvariantCulture, $"run      {(run.Origin.Run.IsNone ? "none" : run.Origin.Run)}, {(run.Origin.ByDeadline ? "by the node's own deadline" : "ordered")}: {run.Origin.Reason}\n")
            .Append(CultureInfo.InvariantCulture, $"result   {result.Text}\n\n")
            .Append(result.Output);
        lock (_lock)
        {
            try
            {
                Directory.CreateDirectory(directory);
                File.WriteAllText(Path.Combine(directory, name), text.ToString());
                var kept = Directory.GetFiles(directory, "*.txt");
                foreach (var old in kept.Order(StringComparer.Ordinal).Take(Math.Max(0, kept.Length - Limits.OutputsKept)))
                    File.Delete(old);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // A full disk keeps no node from stopping.
                complain($"what {run.Name} printed cannot be kept: {refused.Message}");
            }
        }
    }
}
