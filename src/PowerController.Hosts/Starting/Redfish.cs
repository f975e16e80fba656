using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using PowerController.Model.Events;

namespace PowerController.Hosts.Starting;

/// <summary>A management controller by Redfish: its first computer system, with a user and a password over HTTPS.</summary>
public sealed class Redfish : IDisposable
{
    private readonly TimeProvider _time;
    private readonly int _port;
    private readonly CertificatePins _pins;
    private readonly HttpClient _client;

    public Redfish(TimeProvider time, CertificatePins pins, int port = 443)
        : this(time, pins, port, null) { }

    /// <param name="handler">What answers instead of the network.</param>
    internal Redfish(TimeProvider time, CertificatePins pins, int port, HttpMessageHandler? handler)
    {
        _time = time;
        _port = port;
        _pins = pins;
        _client = new HttpClient(handler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectTimeout = StartingLimits.Controller,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Validate },
        })
        { MaxResponseContentBufferSize = StartingLimits.AnswerBytes, Timeout = Timeout.InfiniteTimeSpan };
    }

    public Task<RemoteResult> PowerOnAsync(string address, string user, string password, CancellationToken cancellationToken) =>
        AskAsync(address, user, password, PowerOnAsync, cancellationToken);

    /// <summary>Null with the reason when it cannot say.</summary>
    public async Task<(bool? IsOn, string Text)> LookAsync(string address, string user, string password, CancellationToken cancellationToken)
    {
        bool? isOn = null;
        var result = await AskAsync(address, user, password, async asked =>
        {
            using var system = await SystemAsync(asked).ConfigureAwait(false);
            var state = Text(system.RootElement, "PowerState") ?? "";
            isOn = state switch
            {
                "On" or "PoweringOff" => true,
                "Off" => false,
                // It is about to be on: nothing has to be started.
                "PoweringOn" => true,
                _ => null,
            };
            return RemoteResult.Done(state.Length > 0 ? $"{address}: power {state}" : $"{address} does not say whether the power is on");
        }, cancellationToken).ConfigureAwait(false);
        return (isOn, result.Text);
    }

    public void Dispose() => _client.Dispose();

    private async Task<RemoteResult> PowerOnAsync(Asked asked)
    {
        using var system = await SystemAsync(asked).ConfigureAwait(false);
        if (Text(system.RootElement, "PowerState") is "On" or "PoweringOn")
            return RemoteResult.Done($"{asked.Address}: the power is on already");
        if (!TryFind(system.RootElement, out var action, "Actions", "#ComputerSystem.Reset") || Text(action, "target") is not { } target)
            return new RemoteResult(FailureKind.NotSupported, $"{asked.Address} has a computer system that cannot be reset by Redfish");
        // Some know "On" by no other name than "ForceOn".
        var kind = action.TryGetProperty("ResetType@Redfish.AllowableValues", out var allowed) && allowed.ValueKind == JsonValueKind.Array
            && !Holds(allowed, "On") && Holds(allowed, "ForceOn") ? "ForceOn" : "On";
        using var request = Request(asked, HttpMethod.Post, target);
        request.Content = new StringContent($"{{\"ResetType\":\"{kind}\"}}", Encoding.UTF8, "application/json");
        using var answer = await _client.SendAsync(request, asked.Cancellation).ConfigureAwait(false);
        return answer.IsSuccessStatusCode ? RemoteResult.Done($"{asked.Address}: told to power on") : Refused(asked.Address, answer.StatusCode);
    }

    private async Task<RemoteResult> AskAsync(string address, string user, string password, Func<Asked, Task<RemoteResult>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StartingLimits.Controller, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ask(new Asked(address, user, password, both.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new RemoteResult(FailureKind.NoAnswer, $"the management controller {address} does not answer");
        }
        catch (RefusedException e)
        {
            return Refused(address, e.Status);
        }
        catch (HttpRequestException e) when (e.InnerException is System.Security.Authentication.AuthenticationException)
        {
            return new RemoteResult(FailureKind.Refused, $"the management controller {address} shows another certificate than before; if it was exchanged, remove its line from {_pins.Path ?? "the remembered certificates"}");
        }
        catch (HttpRequestException e)
        {
            return new RemoteResult(FailureKind.NoAnswer, $"the management controller {address} cannot be reached: {e.Message}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or UriFormatException)
        {
            return new RemoteResult(FailureKind.Failed, $"what {address} answers is not Redfish as we know it: {e.Message}");
        }
    }

    private async Task<JsonDocument> SystemAsync(Asked asked)
    {
        using var systems = await GetAsync(asked, "/redfish/v1/Systems").ConfigureAwait(false);
        if (!systems.RootElement.TryGetProperty("Members", out var members) || members.ValueKind != JsonValueKind.Array || members.GetArrayLength() == 0)
            throw new JsonException("it names no computer system");
        return await GetAsync(asked, Text(members[0], "@odata.id") ?? throw new JsonException("its computer system has no name")).ConfigureAwait(false);
    }

    private async Task<JsonDocument> GetAsync(Asked asked, string path)
    {
        using var request = Request(asked, HttpMethod.Get, path);
        using var answer = await _client.SendAsync(request, asked.Cancellation).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw new RefusedException(answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(asked.Cancellation).ConfigureAwait(false));
    }

    private HttpRequestMessage Request(Asked asked, HttpMethod method, string path)
    {
        // The password goes to the address of the configuration and nowhere else, whatever an answer names.
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal))
            throw new JsonException($"it names '{path}', which is not on it");
        var host = asked.Address.Contains(':', StringComparison.Ordinal) ? $"[{asked.Address}]" : asked.Address;
        var request = new HttpRequestMessage(method, new Uri($"https://{host}:{_port}{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{asked.User}:{asked.Password}")));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        _pins.Accepts(((SslStream)sender).TargetHostName, certificate as X509Certificate2, errors);

    private static RemoteResult Refused(string address, HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        ? new RemoteResult(FailureKind.Refused, $"the management controller {address} does not accept the user or the password")
        : new RemoteResult(FailureKind.Failed, $"the management controller {address} answers with HTTP {(int)status}");

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Holds(JsonElement array, string text) => array.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.String && value.ValueEquals(text));

    private static bool TryFind(JsonElement element, out JsonElement found, params ReadOnlySpan<string> names)
    {
        found = element;
        foreach (var name in names)
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                return false;
        }

        return true;
    }

    private sealed record Asked(string Address, string User, string Password, CancellationToken Cancellation);

    private sealed class RefusedException(HttpStatusCode status) : Exception
    {
        public HttpStatusCode Status { get; } = status;
    }
}
