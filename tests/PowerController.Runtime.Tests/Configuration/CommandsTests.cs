using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Runtime.Tests.Configuration;

public sealed class CommandsTests
{
    private const string Text = """
        site: s
        build: single
        defaults: { node: { commands: { osStop: [my-stop now], warnUsers: ["wall 'power fails'"] } } }
        groups:
        - name: g
          upses: [{ name: A, simulated: {} }]
          nodes:
          - name: n1
            address: 10.0.0.1
            supply: A
            clusterName: first.example
            guards: [{ name: batch, command: batch-idle, every: 5s }]
            jobs: [{ name: save, when: power-off, command: sh -c 'save | log' }]
          - { name: n2, address: 10.0.0.2, supply: A, commands: { reboot: [my-reboot] } }
        clusters:
        - name: c
          manager: pacemaker
          nodes: [n1, n2]
          commands: { stop: ["stop {each}"], stopEndsSystem: true, texts: { stopped: is down } }
          guards: [{ name: jobs, command: jobs-idle, limit: 7s }]
          workloads:
          - name: db
            stopBudget: 60s
            onlyIf: owns db
            quiet: [watch off]
            stop: [{ name: listener, command: stop listener, limit: 20s }, { command: stop db, gone: db is gone }]
        """;

    private static Site Load(string text)
    {
        var load = SiteConfiguration.Parse(text, "site.yaml");
        Assert.Empty(load.Errors);
        return load.Configuration!.Site;
    }

    [Fact]
    public void Commands_OfNodes_AreRead()
    {
        var (first, second) = (Load(Text).Nodes[0], Load(Text).Nodes[1]);

        Assert.Equal("my-stop now", Assert.Single(first.Commands.OsStop).Text);
        Assert.Equal(["wall", "power fails"], Assert.Single(first.Commands.WarnUsers).Words);
        Assert.Equal("first.example", first.Commands.ClusterName);
        Assert.Equal(new GuardCommand("batch", CommandLine.Parse("batch-idle"), TimeSpan.FromSeconds(5), Parameters.GuardCheckLimit.Default), Assert.Single(first.Commands.Guards));
        Assert.Equal(["sh", "-c", "save | log"], CommandLine.Parse(first.Jobs[0].Command).Words);
        // The nearest level that gives commands gives all of them.
        Assert.Empty(second.Commands.OsStop);
        Assert.Equal("my-reboot", Assert.Single(second.Commands.Reboot).Text);
    }

    [Fact]
    public void Commands_OfAClusterAndItsWorkloads_AreRead()
    {
        var cluster = Load(Text).Clusters[0];

        Assert.Equal("stop {each}", Assert.Single(cluster.Commands.Stop).Text);
        Assert.True(cluster.Commands.StopEndsSystem);
        Assert.Equal("is down", cluster.Commands.Texts!.Stopped);
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(cluster.Commands.Guards).Limit);
        var workload = Assert.Single(cluster.Workloads).Commands;
        Assert.Equal("owns db", workload.OnlyIf!.Text);
        Assert.Equal(["watch off"], workload.Quiet.Select(step => step.Name));
        Assert.Equal([("listener", TimeSpan.FromSeconds(20)), ("stop db", Parameters.StepLimit.Default)], workload.Stop.Select(step => (step.Name, step.Limit)));
        Assert.Equal("db is gone", workload.Stop[1].Gone!.Text);
    }

    [Fact]
    public void Digest_OfAnotherCommand_IsAnother()
    {
        var one = SiteConfiguration.Parse(Text, "site.yaml").Configuration!.Digest;
        var other = SiteConfiguration.Parse(Text.Replace("my-stop now", "my-stop later", StringComparison.Ordinal), "site.yaml").Configuration!.Digest;

        Assert.NotEqual(one, other);
    }
}
