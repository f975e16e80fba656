using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>A POST of JSON. The signature covers time and body, so nobody else can say it, and nobody can say it again later.</summary>
internal sealed class WebhookReceiver : IReceiver
{
    public const string SignatureHeader = "X-PowerController-Signature";
    public const string TimeHeader = "X-PowerController-Time";

    private readonly ToWebhook _to;
    private readonly string _site;
    private readonly string _host;
    private readonly Func<SecretSource, string> _secret;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public WebhookReceiver(ToWebhook to, string site, string host, OutgoingSocket sockets, Func<SecretSource, string> secret, TimeProvider time)
    {
        (_to, _site, _host, _secret, _time) = (to, site, host, secret, time);
        var url = new Uri(to.Url);
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) => await ConnectAsync(sockets, context.DnsEndPoint, cancellation),
            SslOptions = OutgoingSocket.Options(url.Host, to.Trust),

            // A receiver that sends us elsewhere is another receiver.
            AllowAutoRedirect = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    public async Task DeliverAsync(Notice notice, CancellationToken cancellation)
    {
        var body = NoticeJson.Of(notice, _site, _host);
        using var request = new HttpRequestMessage(HttpMethod.Post, _to.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"{_site}-{_host}-{notice.Number}-{notice.Wall.ToUnixTimeMilliseconds()}-{notice.Count}"));
        if (_to.Secret is { } source)
        {
            var now = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add(TimeHeader, now);
            request.Headers.Add(SignatureHeader, Signature(_secret(source), now, body));
        }

        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it answers {(int)answer.StatusCode} {answer.ReasonPhrase}"));
    }

    public void Dispose() => _client.Dispose();

    /// <summary>HMAC-SHA256 over the time, a full stop and the body.</summary>
    internal static string Signature(string secret, string time, ReadOnlySpan<byte> body)
    {
        var signed = new byte[time.Length + 1 + body.Length];
        Encoding.ASCII.GetBytes(time + ".", signed);
        body.CopyTo(signed.AsSpan(time.Length + 1));
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    private static async Task<Stream> ConnectAsync(OutgoingSocket sockets, DnsEndPoint to, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(to.Host, out var figures) ? [figures] : await Dns.GetHostAddressesAsync(to.Host, cancellation);
        if (addresses.Length == 0)
            throw new IOException($"'{to.Host}' has no address");
        return await sockets.ConnectAsync(new IPEndPoint(addresses[0], to.Port), cancellation);
    }
}
