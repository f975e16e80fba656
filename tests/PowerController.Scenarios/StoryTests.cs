using System.Runtime.CompilerServices;
using PowerController.Model.Runs;
using PowerController.Scenarios.World;

namespace PowerController.Scenarios;

/// <summary>Golden stories. `UPDATE_GOLDEN=1` writes what is decided now; the difference is to be read.</summary>
public sealed class StoryTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.story").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Story_Played_DecidesAsWritten(string name)
    {
        var file = Path.Combine(Folder(), name + ".story");
        var lines = File.ReadAllLines(file);
        var divider = Array.IndexOf(lines, Story.Divider);
        var head = divider < 0 ? lines : lines[..divider];
        var story = Story.Parse(head);
        Assert.NotEqual("", story.About);

        var world = story.Play();

        var told = string.Join('\n', [.. world.Told, .. Ending(world)]) + "\n";
        if (!story.MayBreak)
            Assert.Empty(world.Broken);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, string.Join('\n', head).TrimEnd() + "\n" + Story.Divider + "\n" + told);
            return;
        }

        Assert.True(divider >= 0, $"{name} has no decisions yet: run once with UPDATE_GOLDEN=1 and read what it wrote.");
        Assert.Equal(string.Join('\n', lines[(divider + 1)..]) + "\n", told);
    }

    internal static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Stories");

    private static IEnumerable<string> Ending(EchoWorld world)
    {
        yield return $"at the end: {string.Join(", ", world.Nodes.Values.Select(node => $"{node.Name} {(node.Runs ? $"runs (boot {node.Boot})" : "is off")}"))}";
        foreach (var run in world.State.Runs)
            yield return $"run {run.Id} is open in {run.Phase}";
        foreach (var broken in world.Broken)
            yield return $"broken: {broken}";
    }
}
