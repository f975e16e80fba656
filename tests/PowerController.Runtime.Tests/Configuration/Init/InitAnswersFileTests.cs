using System.Globalization;
using PowerController.Decisions.Checks;
using PowerController.Model.Checks;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Configuration.Init;

namespace PowerController.Runtime.Tests.Configuration.Init;

public sealed class InitAnswersFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Answers_FlatOrNested_GiveTheSameSite()
    {
        var (flat, flatErrors) = InitAnswersFile.Parse(
            "build: single\nmask: 255.255.255.0\nnode1.name: web\nnode1.address: 172.16.134.12\nups1.address: 127.0.0.1\n", "answers.yaml");
        var (nested, nestedErrors) = InitAnswersFile.Parse(
            "build: single\nnode1: { name: web, address: 172.16.134.12 }\nups1:\n  address: 127.0.0.1\n", "answers.yaml");

        Assert.Empty(flatErrors.Concat(nestedErrors));
        Assert.Equal(InitText.Write(flat!), InitText.Write(nested!));
        Assert.Equal("172.16.134.255", flat!.GroupAddress);
    }

    [Fact]
    public void Supply_AsAList_IsUnderstood()
    {
        var (site, errors) = InitAnswersFile.Parse(
            "connection: simulated\nterminal.address: 10.0.0.9\nnode1.address: 10.0.0.1\nnode2.address: 10.0.0.2\ndisk1: { supply: [UPS3, UPS4], needs: 1 }", "answers.yaml");

        Assert.Empty(errors);
        Assert.Equal("UPS3 UPS4", string.Join(' ', site!.Disks[0].Sources));
    }

    [Fact]
    public void Answers_Wrong_AreAllReportedAtOnce()
    {
        var (site, errors) = InitAnswersFile.Parse(
            "build: singel\nmask: 255.0.255.0\nnodes: many\nterminal.address: 10.0.0.9\nnode1.address: 10.0.0.1\nnode2.address: 10.0.0.2\nconection: simulated\nstopTimeout: 5\n"
            + "ups1.address: 10.0.0.21\nups2.address: 10.0.0.22\nups3.address: 10.0.0.23\nups4.address: 10.0.0.24\nnode7.address: 10.0.0.7\n",
            "answers.yaml");

        Assert.Null(site);
        Assert.Equal(
            [
                "answers.yaml:1:8: build 'singel' does not do. It is one of terminal-apart, terminals-among-nodes, mirror, single. Did you mean 'single'?",
                "answers.yaml:2:7: mask '255.0.255.0' does not do. Write it like 255.255.255.0 or /24.",
                "answers.yaml:3:8: nodes 'many' does not do. Give a number from 1 to 16.",
                "answers.yaml:7:12: Nothing asks for 'conection' in this way of building. Did you mean 'connection'?",
                "answers.yaml:8:14: stopTimeout '5' does not do. Write 5s for seconds, or 5m for minutes.",
                "answers.yaml:13:16: Nothing asks for 'node7.address' in this way of building. Did you mean 'node1.address'?",
            ],
            errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("build: single", "answers.yaml: The answer 'node1.address' is missing: Which address has node1? Add 'node1.address: …'.")]
    [InlineData("hello", "answers.yaml:1:1: The file must hold answers, not the single value 'hello'. Write one 'question: answer' a line.")]
    [InlineData("build: single\nnode1: { address: 10.0.0.1 }\nnode1.address: 10.0.0.2\nups1.address: 10.0.0.3", "answers.yaml:3:16: The answer 'node1.address' is given twice. Keep one of them.")]
    [InlineData("build: [[a]]\nnode1.address: 10.0.0.1", "answers.yaml:1:8: 'build' must be a single answer, not a list. Write 'question: answer'.")]
    public void Answers_Unfit_SayWhatIsMissing(string text, string error) =>
        Assert.Contains(error, InitAnswersFile.Parse(text, "answers.yaml").Errors.Select(found => found.ToString()));

    [Fact]
    public void File_Missing_IsAnError() =>
        Assert.Contains("There is no such file.", Assert.Single(InitAnswersFile.Read("/no/such/answers.yaml").Errors).Message, StringComparison.Ordinal);

    /// <summary>Every run has a seed of its own and prints it.</summary>
    [Fact]
    public void Site_OfAnyAnswers_LoadsAsAnswered()
    {
        var given = Environment.GetEnvironmentVariable("SEED");
        var seed = given is null ? Random.Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
        output.WriteLine($"Seed {seed} (repeat with SEED={seed})");
        var random = new Random(seed);
        string[] connections = ["snmp-v3", "snmp-v2c", "nut", "apcupsd", "serial", "agent", "simulated"];
        string[] builds = ["terminal-apart", "terminals-among-nodes", "mirror", "single"];
        for (var round = 0; round < 200; round++)
        {
            var (build, nodes, disks) = (builds[random.Next(4)], random.Next(2, 17), random.Next(6));
            var answers = $"build: {build}\nconnection: {connections[random.Next(connections.Length)]}\nterminal.address: 10.0.0.250\n";
            answers += build == "single" ? "" : $"nodes: {nodes}\nupses: {random.Next(2, 12)}\n";
            answers += build is "single" or "mirror" ? "" : $"disks: {disks}\n";
            answers += string.Concat(Enumerable.Range(1, 16).Select(number => $"node{number}.address: 10.0.0.{number}\n"));
            answers += string.Concat(Enumerable.Range(1, 24).Select(number => $"ups{number}.address: 10.0.9.{number}\n"));

            // Answers to questions that this way of building does not ask are errors: leave them out.
            var unasked = InitAnswersFile.Parse(answers, "a").Errors.Select(error => error.At.Line).ToHashSet();
            var (site, errors) = InitAnswersFile.Parse(string.Join('\n', answers.Split('\n').Where((_, at) => !unasked.Contains(at + 1))), "a");

            Assert.Empty(errors);
            var load = SiteConfiguration.Parse(InitText.Write(site!), "site.yaml");
            Assert.Empty(load.Errors);
            Assert.DoesNotContain(SiteChecks.Run(new SiteIndex(load.Configuration!.Site)), finding => finding.Severity == Severity.Error);
            Assert.Equal(build == "single" ? 1 : nodes, load.Configuration.Site.Nodes.Length);
            Assert.Equal(site!.Upses.Length, load.Configuration.Site.Upses.Length);
            Assert.Equal(build is "single" or "mirror" ? 0 : disks, load.Configuration.Site.Disks.Length);
        }
    }
}
