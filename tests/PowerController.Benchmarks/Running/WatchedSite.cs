using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;

namespace PowerController.Benchmarks.Running;

/// <summary>A site of many UPSes on loopback addresses, and what the program that watches them says of each.</summary>
internal static class WatchedSite
{
    public static string NameOf(int ups) => string.Create(CultureInfo.InvariantCulture, $"U{ups:D5}");

    public static IPAddress AddressOf(int ups) => new([127, 1, (byte)((ups + 1) >> 8), (byte)(ups + 1)]);

    public static void Write(string directory, int count, int port, int apiPort)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $$"""
            site: benchmark
            build: terminal-apart
            network: { groupAddress: 127.255.255.255, groupPort: 4990, groupKey: { file: secrets/group-key } }
            api: { listen: "127.0.0.1:{{apiPort}}", socket: "off" }
            defaults: { ups: { expectedRunTime: 60m, snmp: { port: {{port}} } } }
            terminals:
              - { name: terminal, address: 127.0.0.10, supply: U00000, confirmTime: 3000s }
            groups:
              - name: room
                upses:

            """);
        for (var at = 0; at < count; at++)
            yaml.Append(CultureInfo.InvariantCulture, $"      - {{ name: {NameOf(at)}, snmp: {{ address: {AddressOf(at)} }} }}\n");
        File.WriteAllText(Path.Combine(directory, "site.yaml"), yaml.ToString());
    }

    /// <summary>The state of each UPS by its name; empty while the API is not there yet.</summary>
    public static Dictionary<string, string> States(HttpClient http, int apiPort)
    {
        try
        {
            using var answer = http.GetAsync($"http://127.0.0.1:{apiPort}/api/v1/status").GetAwaiter().GetResult();
            using var text = JsonDocument.Parse(answer.Content.ReadAsStream());
            return Upses(text.RootElement.GetProperty("groups")).ToDictionary(ups => ups.GetProperty("name").GetString()!, ups => ups.GetProperty("state").GetString()!);
        }
        catch (Exception early) when (early is HttpRequestException or JsonException or TaskCanceledException)
        {
            return [];
        }
    }

    private static IEnumerable<JsonElement> Upses(JsonElement groups) =>
        groups.EnumerateArray().SelectMany(group => group.GetProperty("upses").EnumerateArray().Concat(Upses(group.GetProperty("groups"))));
}
