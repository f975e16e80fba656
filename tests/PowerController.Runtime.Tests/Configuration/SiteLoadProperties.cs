using System.Globalization;
using System.Text;
using PowerController.Runtime.Configuration;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.Runtime.Tests.Configuration;

/// <summary>Whatever becomes of a sample: a site or errors, never an exception. Every run has a seed of its own and prints it.</summary>
public sealed class SiteLoadProperties(ITestOutputHelper output)
{
    [Fact]
    public void Sample_Mutated_GivesASiteOrErrors()
    {
        var given = Environment.GetEnvironmentVariable("SEED");
        var seed = given is null ? Random.Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
        output.WriteLine($"Seed {seed} (repeat with SEED={seed})");
        var random = new Random(seed);
        var samples = Directory.GetFiles(Repository.At("config"), "site.yaml", SearchOption.AllDirectories)
            .Select(File.ReadAllText).Where(text => text.Length < 10_000).ToArray();
        Assert.NotEmpty(samples);
        for (var round = 0; round < 1500; round++)
        {
            var load = SiteConfiguration.Parse(Mutated(samples[random.Next(samples.Length)], random), "site.yaml");

            Assert.Equal(load.Errors.IsEmpty, load.Configuration is not null);
            Assert.All(load.Errors, error => Assert.True(error.Message.Length > 0 && error.Remedy.Length > 0));
        }
    }

    /// <summary>Words swapped, lost and doubled: that keeps the text YAML more often than changed bytes do.</summary>
    private static string Mutated(string text, Random random)
    {
        var words = text.Split(' ');
        var mutated = new StringBuilder();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(words.Length);
            words[at] = random.Next(4) switch
            {
                0 => "",
                1 => words[random.Next(words.Length)],
                2 => words[at] + words[at],
                _ => random.Next(-5, 100_000).ToString(CultureInfo.InvariantCulture) + (random.Next(2) == 0 ? "s" : ""),
            };
        }

        return mutated.AppendJoin(' ', words).ToString();
    }
}
