using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PowerController.Hosts.Lease;

/// <summary>The few things that are asked of an etcd, by its JSON gateway. Any member will do; the one that answered last is asked first.</summary>
internal sealed class EtcdClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly ImmutableArray<Uri> _endpoints;
    private int _good;

    public EtcdClient(ImmutableArray<string> endpoints)
    {
        _endpoints = [.. endpoints.Select(endpoint => new Uri(endpoint))];
        // A proxy of the environment has no part in this: it may be down together with the site.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Limits.LeaseAnswer }) { Timeout = Limits.LeaseAnswer, MaxResponseContentBufferSize = Limits.LeaseAnswerBytes };
    }

    /// <summary>Why nobody answered the last time.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>A new lease; null when nobody answers.</summary>
    public async Task<string?> GrantAsync(TimeSpan life, CancellationToken cancellation) =>
        (await AskAsync("lease/grant", new JsonObject { ["TTL"] = (long)life.TotalSeconds }, cancellation))?["ID"]?.GetValue<string>();

    /// <summary>Whether the lease lives on; null when nobody answers.</summary>
    public async Task<bool?> KeepAliveAsync(string lease, CancellationToken cancellation) =>
        await AskAsync("lease/keepalive", new JsonObject { ["ID"] = lease }, cancellation) is { } answer
            ? answer["result"]?["TTL"]?.GetValue<string>() is { } left && left is not "0"
            : null;

    public Task RevokeAsync(string lease, CancellationToken cancellation) => AskAsync("lease/revoke", new JsonObject { ["ID"] = lease }, cancellation);

    /// <summary>Puts the value there if nothing is; whether it was, or null when nobody answers.</summary>
    public async Task<bool?> PutFirstAsync(string key, string value, string lease, CancellationToken cancellation)
    {
        var answer = await AskAsync(
            "kv/txn",
            new JsonObject
            {
                ["compare"] = new JsonArray(new JsonObject { ["key"] = Coded(key), ["target"] = "CREATE", ["create_revision"] = "0", ["result"] = "EQUAL" }),
                ["success"] = new JsonArray(new JsonObject { ["request_put"] = new JsonObject { ["key"] = Coded(key), ["value"] = Coded(value), ["lease"] = lease } }),
            },
            cancellation);
        return answer is null ? null : answer["succeeded"]?.GetValue<bool>() ?? false;
    }

    /// <summary>What is there: value and lease, empty where nothing is; null when nobody answers.</summary>
    public async Task<(string Value, string Lease)?> ReadAsync(string key, CancellationToken cancellation)
    {
        if (await AskAsync("kv/range", new JsonObject { ["key"] = Coded(key) }, cancellation) is not { } answer)
            return null;
        return answer["kvs"] is JsonArray { Count: > 0 } found
            ? (Encoding.UTF8.GetString(Convert.FromBase64String(found[0]?["value"]?.GetValue<string>() ?? "")), found[0]?["lease"]?.GetValue<string>() ?? "")
            : ("", "");
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> AskAsync(string what, JsonObject question, CancellationToken cancellation)
    {
        var body = question.ToJsonString();
        for (var tried = 0; tried < _endpoints.Length; tried++)
        {
            var at = (_good + tried) % _endpoints.Length;
            try
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await _http.PostAsync(new Uri(_endpoints[at], $"v3/{what}"), content, cancellation);
                var text = await answer.Content.ReadAsStringAsync(cancellation);
                if (answer.IsSuccessStatusCode && JsonNode.Parse(text.Split('\n', 2)[0]) is { } node)
                {
                    _good = at;
                    return node;
                }

                Problem = $"{_endpoints[at]} answers with {(int)answer.StatusCode}";
            }
            catch (Exception failed) when (!cancellation.IsCancellationRequested && failed is HttpRequestException or TaskCanceledException or JsonException or InvalidOperationException or FormatException)
            {
                Problem = $"{_endpoints[at]}: {failed.Message}";
            }
        }

        return null;
    }

    private static string Coded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
