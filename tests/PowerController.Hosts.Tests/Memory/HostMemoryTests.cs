using PowerController.Coordination.Orders;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Memory;

namespace PowerController.Hosts.Tests.Memory;

public sealed class HostMemoryTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"memory-{Guid.NewGuid():N}");
    private readonly ManualTime _time = new();

    [Fact]
    public void Memory_OverStarts_CountsStartsAndKeepsTheTermAndKnowsABootOfTheSystem()
    {
        var first = Open("boot-1");
        Assert.Null(first.KeepTerm(129));
        Assert.Null(first.KeepTerm(64));

        var second = Open("boot-1");
        var third = Open("boot-2");

        Assert.Equal(129, second.Term);
        Assert.True(second.Start > first.Start && third.Start > second.Start);
        Assert.Equal(first.SystemStart, second.SystemStart);
        Assert.True(third.SystemStart > second.SystemStart);
    }

    [Fact]
    public void Memory_OfALaterStartThanItsOwn_SurpassesIt()
    {
        var first = Open("boot-1");
        var later = first.Start + 1_000_000_000;
        Assert.Null(first.Surpass(later));

        Assert.True(Open("boot-1").Start > later);
    }

    [Theory]
    [InlineData("n1.memory")]
    [InlineData("n1.node")]
    public void Memory_Damaged_IsPutAsideAndSaidAndTheHostGoesOn(string file)
    {
        using var first = Open("boot-1");
        first.KeepTerm(129);
        Assert.Null(first.Keep(DeskState.Empty with { Term = 129 }, TimeSpan.Zero));
        first.Dispose();
        var path = Path.Combine(_directory, file);
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += 32)
            bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);

        using var second = Open("boot-1");
        var desk = second.ReadDesk(TimeSpan.Zero);

        Assert.Contains(file, Assert.IsType<MemoryUnreadable>(Assert.Single(second.Facts)).Text, StringComparison.Ordinal);
        Assert.True(File.Exists(path + ".damaged"));
        Assert.True((file == "n1.node" ? second.Term : desk!.Term) == 129, "the other file is as it was");
    }

    [Fact]
    public void Record_WrittenHalf_IsTheOneBefore()
    {
        using var first = Open("boot-1");
        Assert.Null(first.Keep(DeskState.Empty with { Term = 64 }, TimeSpan.Zero));
        Assert.Null(first.Keep(DeskState.Empty with { Term = 129 }, TimeSpan.Zero));
        first.Dispose();
        var path = Path.Combine(_directory, "n1.node");
        var bytes = File.ReadAllBytes(path);
        // The second one went to the first place, and tore there.
        bytes[40] ^= 0xFF;
        File.WriteAllBytes(path, bytes);

        using var second = Open("boot-1");

        Assert.Equal(64, second.ReadDesk(TimeSpan.Zero)!.Term);
        Assert.Empty(second.Facts);
    }

    [Fact]
    public void Memory_WhereNothingCanBeWritten_IsAProblemInWords()
    {
        File.WriteAllText(_directory, "a file in the way");

        var memory = HostMemory.Open(_directory, "n1", _time, "boot-1", out var problem);

        Assert.Null(memory);
        Assert.Contains(_directory, problem, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
        else
            File.Delete(_directory);
    }

    private HostMemory Open(string identity)
    {
        var memory = HostMemory.Open(_directory, "n1", _time, identity, out var problem);
        Assert.Null(problem);
        return memory!;
    }
}
