using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;

namespace PowerController.Operating;

/// <summary>Why the running program did not do what was wanted, and what to do about it.</summary>
internal sealed record Trouble(int ExitCode, string Error, string Remedy);

/// <summary>What the running program said, as a document and as it came; or the trouble in its place.</summary>
internal sealed record Said<T>(T? Document, JsonElement Json, Trouble? Trouble)
    where T : class;

/// <summary>Speaks with a running PowerController.</summary>
internal sealed class DaemonClient : IDisposable
{
    /// <summary>A status of ten thousand UPSes has some megabytes.</summary>
    private const int LongestAnswer = 64 * 1024 * 1024;

    /// <summary>A card is set and read back within minutes; the server gives up before.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan _toConnect = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;

    private DaemonClient(SocketsHttpHandler handler, Uri at, string where, bool isLocal)
    {
        handler.ConnectTimeout = _toConnect;
        _http = new HttpClient(handler) { BaseAddress = at, MaxResponseContentBufferSize = LongestAnswer, Timeout = _patience };
        Where = where;
        IsLocal = isLocal;
    }

    /// <summary>How messages call it.</summary>
    public string Where { get; }

    private bool IsLocal { get; }

    public static DaemonClient OverSocket(string path) => new(
        new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        },
        new Uri("http://localhost"), path, isLocal: true);

    public static DaemonClient OverTcp(Uri at, string? token, string? authority)
    {
        var handler = new SocketsHttpHandler();
        if (authority is not null)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(authority);
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        var client = new DaemonClient(handler, at, at.ToString(), isLocal: false);
        if (token is not null)
            client._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public Task<Said<T>> GetAsync<T>(string path, JsonTypeInfo<T> form, CancellationToken cancel)
        where T : class => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), form, cancel);

    public Task<Said<AskedDocument>> AskAsync(string kind, AskDocument ask, CancellationToken cancel) =>
        PostAsync($"/api/v1/requests/{kind}", JsonSerializer.SerializeToUtf8Bytes(ask, ApiJson.Default.AskDocument), cancel);

    public Task<Said<AskedDocument>> ReloadAsync(CancellationToken cancel) => PostAsync("/api/v1/reload", [], cancel);

    /// <summary>New events, until the connection ends.</summary>
    /// <exception cref="HttpRequestException">It cannot be reached, or not any longer.</exception>
    public async IAsyncEnumerable<EventDocument> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var response = await _http.GetAsync($"/api/v1/events/stream?after={after}", HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonSerializer.Deserialize(line[6..], ApiJson.Default.EventDocument) is { } happened)
                yield return happened;
        }
    }

    public void Dispose() => _http.Dispose();

    private Task<Said<AskedDocument>> PostAsync(string path, byte[] body, CancellationToken cancel)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, ApiJson.Default.AskedDocument, cancel);
    }

    private async Task<Said<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> form, CancellationToken cancel)
        where T : class
    {
        try
        {
            using var sent = request;
            using var response = await _http.SendAsync(request, cancel);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancel);
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement.Clone();
            // What the decision refuses is an answer like any other.
            return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Conflict
                ? new Said<T>(json.Deserialize(form), json, null)
                : new Said<T>(null, json, TroubleOf(response.StatusCode, json.Deserialize(ApiJson.Default.ProblemDocument)));
        }
        catch (HttpRequestException unreachable)
        {
            return new Said<T>(null, default, Unreachable(unreachable));
        }
        catch (JsonException)
        {
            return new Said<T>(null, default, new Trouble(ExitCodes.NotReachable, $"What answers at {Where} is no PowerController.", "Name the right place with --socket or --url."));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Said<T>(null, default, new Trouble(ExitCodes.NotReachable, $"There was no answer in time from {Where}.", "See whether the program still works: 'systemctl status powercontroller', and its log."));
        }
    }

    private static Trouble TroubleOf(HttpStatusCode status, ProblemDocument? problem) => new(
        status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ExitCodes.NotAllowed,
            HttpStatusCode.GatewayTimeout or HttpStatusCode.ServiceUnavailable => ExitCodes.NotReachable,
            HttpStatusCode.InternalServerError => ExitCodes.FoundWanting,
            _ => ExitCodes.WrongUsage,
        },
        problem?.Error ?? $"It answered with {(int)status}.",
        problem?.Remedy ?? "");

    /// <summary>What to do when nobody answers.</summary>
    public Trouble Unreachable(HttpRequestException unreachable) => unreachable.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied }
        ? new Trouble(ExitCodes.NotAllowed, $"You may not use {Where}.", "Be root, or have an administrator take you into the group that owns the socket ('powercontroller' where it is installed).")
        : IsLocal
            ? new Trouble(ExitCodes.NotReachable, $"No PowerController runs here: nobody listens on {Where}.",
                "Start it with 'systemctl start powercontroller', or try it out with 'powerctl run'. One that runs elsewhere is reached with --socket or --url.")
            : new Trouble(ExitCodes.NotReachable, $"{Where} is not reached: {unreachable.InnerException?.Message ?? unreachable.Message}", "See that it runs there and listens ('api: listen' in its site.yaml), and that the address is right.");
}
