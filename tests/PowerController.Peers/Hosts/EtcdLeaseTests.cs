using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Hosts;

/// <summary>Three terminals and a real etcd that holds the lease of the lead, or does not.</summary>
public sealed class EtcdLeaseTests : IDisposable
{
    private const string Etcd = "/usr/bin/etcd";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _data = Directory.CreateTempSubdirectory("etcd-").FullName;
    private readonly int _port = Places.FreeTcpPort();
    private readonly int _peerPort = Places.FreeTcpPort();
    private PeerProcess? _etcd;

    [Fact]
    public async Task Lease_InARealEtcd_FollowsTheLeadAndLosingItStopsNothing()
    {
        PeerProcess.Require(Etcd);
        await StartAsync();
        using var site = new LoopbackSite(3, 1, Places.FreeUdpPort(), lease: new SiteLease([Url]));
        var (first, _) = site.Start("t1");
        var (second, told) = site.Start("t2");
        site.Start("t3");
        var (_, obeyed) = site.Start("n1");
        Assert.True(await LoopbackSite.LeadsAsync(first, Patience));
        Assert.True(await Until(async () => await HolderAsync() == "t1"));

        // The leader goes down in order: the lease is free at once, and the next one has it.
        first.Close();
        Assert.True(await LoopbackSite.LeadsAsync(second, Patience));
        Assert.True(await Until(async () => await HolderAsync() == "t2"));

        _etcd!.Dispose();
        Assert.True(await Until(() => Task.FromResult(told.Facts.Any(fact => fact is LeaseSilent))));
        second.CarryOut(new OrderOsStop(new EffectId(new RunId(1, 1), 1), "n1", second.Clock.Now + TimeSpan.FromSeconds(30), false, "mains failed"));
        Assert.True(await Until(() => Task.FromResult(told.Told.Any(one => one.Event is EffectDone))));
        Assert.Single(obeyed.Obeyed);
        Assert.True(second.State.Lead!.Leads);

        await StartAsync();
        Assert.True(await Until(() => Task.FromResult(told.Facts.Any(fact => fact is LeaseAnswers))));
        Assert.True(await Until(async () => await HolderAsync() == "t2"));
        Assert.True(second.State.Lead!.Leads);
    }

    [Fact]
    public async Task Leader_LostWithoutAnEtcd_IsReplacedByTheUsualRule()
    {
        PeerProcess.Require(Etcd);
        // Its port is there, and nobody answers on it.
        using var site = new LoopbackSite(3, 0, Places.FreeUdpPort(), lease: new SiteLease([Url]));
        var (first, _) = site.Start("t1");
        var (second, _) = site.Start("t2");
        site.Start("t3");
        Assert.True(await LoopbackSite.LeadsAsync(first, Patience));

        first.Close();

        Assert.True(await LoopbackSite.LeadsAsync(second, Patience));
    }

    public void Dispose()
    {
        _etcd?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private string Url => $"http://127.0.0.1:{_port}";

    private async Task StartAsync()
    {
        _etcd = PeerProcess.Start(Etcd,
        [
            "--data-dir", Path.Combine(_data, "member"), "--listen-client-urls", Url, "--advertise-client-urls", Url,
            "--listen-peer-urls", $"http://127.0.0.1:{_peerPort}", "--initial-advertise-peer-urls", $"http://127.0.0.1:{_peerPort}", "--initial-cluster", $"default=http://127.0.0.1:{_peerPort}",
        ]);
        await _etcd.WaitForAsync("ready to serve client requests");
    }

    private async Task<string> HolderAsync()
    {
        using var http = new HttpClient();
        var key = Convert.ToBase64String(Encoding.UTF8.GetBytes("powercontroller/loopback/leader"));
        using var answer = await http.PostAsJsonAsync($"{Url}/v3/kv/range", new { key });
        var found = JsonNode.Parse(await answer.Content.ReadAsStringAsync())?["kvs"]?[0]?["value"]?.GetValue<string>();
        return found is null ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(found));
    }

    private static async Task<bool> Until(Func<Task<bool>> holds)
    {
        for (var left = Patience; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(50))
        {
            if (await holds())
                return true;
            await Task.Delay(50);
        }

        return false;
    }
}
