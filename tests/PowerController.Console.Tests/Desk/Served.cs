using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PowerController.Console.Api;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Console.Tests.Desk;

/// <summary>The API on real sockets over a paper desk.</summary>
public sealed class Served : IAsyncDisposable
{
    public const string OperatorToken = "operator-operator-operator";
    public const string ViewerToken = "viewer-viewer-viewer-viewer";
    private readonly DirectoryInfo _directory;

    private Served(PaperDesk desk, ApiHost host, DirectoryInfo directory)
    {
        Desk = desk;
        Host = host;
        _directory = directory;
        Socket = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://localhost") };
        Tcp = host.Listening is { } at ? new HttpClient { BaseAddress = new Uri($"http://{at}") } : new HttpClient();
    }

    public PaperDesk Desk { get; }

    public ApiHost Host { get; }

    /// <summary>Over the local socket, as the user who runs the test.</summary>
    public HttpClient Socket { get; }

    /// <summary>Over TCP without a token.</summary>
    public HttpClient Tcp { get; }

    public static ApiSettings OnAnyPort { get; } = ApiSettings.Usual with { Listen = new IPEndPoint(IPAddress.Loopback, 0) };

    public static ApiSettings WithTokens { get; } = OnAnyPort with
    {
        WithoutToken = null,
        Tokens = [new ApiToken("op", ApiRole.Operator, new SecretVariable(OperatorToken)), new ApiToken("grafana", ApiRole.Viewer, new SecretVariable(ViewerToken))],
    };

    public static async Task<Served> StartAsync(PaperDesk? desk = null, ApiSettings? settings = null, Func<ApiParts, ApiParts>? parts = null)
    {
        desk ??= new PaperDesk().Started();
        var directory = Directory.CreateTempSubdirectory("pc-api");
        settings = (settings ?? OnAnyPort) with { Socket = settings?.Socket ?? Path.Combine(directory.FullName, "run", "api.sock") };
        var given = new ApiParts(source => source is SecretVariable variable ? variable.Name : throw new IOException("There is no such file."), directory.FullName);
        var host = await ApiHost.StartAsync(desk, settings, parts?.Invoke(given) ?? given, TestContext.Current.CancellationToken);
        return new Served(desk, host, directory);
    }

    public HttpClient With(string token)
    {
        var client = new HttpClient { BaseAddress = Tcp.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Socket.Dispose();
        Tcp.Dispose();
        await Host.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Host.SocketPath!), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

internal static class Http
{
    public static async Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await BodyAsync(response));
    }

    public static async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(this HttpClient client, string kind, string json = "{}", string type = "application/json")
    {
        using var content = new StringContent(json, Encoding.UTF8, type);
        using var response = await client.PostAsync($"/api/v1/requests/{kind}", content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await BodyAsync(response));
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return document.RootElement.Clone();
    }
}
