using System.Globalization;
using System.Text;
using PowerController.Yaml.Reading;
using PowerController.Yaml.Tests.Binding;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.Yaml.Tests.Reading;

/// <summary>Whatever bytes come in: errors or a tree, never an exception. Every run has a seed of its own and prints it.</summary>
public sealed class YamlReaderProperties(ITestOutputHelper output)
{
    private const int Texts = 3000;

    private Random Seeded()
    {
        var given = Environment.GetEnvironmentVariable("SEED");
        var seed = given is null ? Random.Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
        output.WriteLine($"Seed {seed} (repeat with SEED={seed})");
        return new Random(seed);
    }

    [Fact]
    public void Bytes_Random_NeverThrow()
    {
        var random = Seeded();
        for (var text = 0; text < Texts; text++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            YamlReader.ReadBytes(bytes, "x.yaml", new YamlErrors());
        }
    }

    [Fact]
    public void Characters_OfYamlGrammar_NeverThrow()
    {
        const string Grammar = "  \n\n\t:-?[]{},#&*!|>'\"%@`~<ab01.";
        var random = Seeded();
        for (var text = 0; text < Texts; text++)
        {
            var characters = new char[random.Next(120)];
            for (var at = 0; at < characters.Length; at++)
                characters[at] = Grammar[random.Next(Grammar.Length)];
            Example.Parse(new string(characters));
        }
    }

    [Fact]
    public void Sample_Mutated_NeverThrows()
    {
        var random = Seeded();
        var samples = Directory.GetFiles(Repository.At("config"), "site.yaml", SearchOption.AllDirectories).Select(File.ReadAllBytes).Where(bytes => bytes.Length < 10_000).ToArray();
        Assert.NotEmpty(samples);
        for (var text = 0; text < Texts / 10; text++)
        {
            var bytes = (byte[])samples[random.Next(samples.Length)].Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(9, 127);
            YamlReader.ReadBytes(bytes, "x.yaml", new YamlErrors());
        }
    }

    [Fact]
    public void Tree_WrittenAndRead_IsTheSame()
    {
        var random = Seeded();
        for (var tree = 0; tree < 500; tree++)
        {
            var made = Tree.Make(random, 4);
            var written = new StringBuilder();
            made.Write(written, random, 0);
            var errors = new YamlErrors();

            var read = YamlReader.ReadText(written.ToString(), "x.yaml", errors);

            Assert.Equal([], errors.InOrder());
            Assert.Equal(made.ToString(), Tree.Of(read!).ToString());
        }
    }
}
