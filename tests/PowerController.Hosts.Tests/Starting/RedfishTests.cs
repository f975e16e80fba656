using System.Net;
using System.Text;
using PowerController.Hosts.Starting;
using PowerController.Model.Events;

namespace PowerController.Hosts.Tests.Starting;

public sealed class RedfishTests
{
    private const string Systems = """{"Members":[{"@odata.id":"/redfish/v1/Systems/1"}]}""";

    private static string System(string power, string types = "\"On\",\"ForceOff\"") =>
        """{"PowerState":"POWER","Actions":{"#ComputerSystem.Reset":{"target":"/redfish/v1/Systems/1/Actions/ComputerSystem.Reset","ResetType@Redfish.AllowableValues":[TYPES]}}}"""
            .Replace("POWER", power, StringComparison.Ordinal).Replace("TYPES", types, StringComparison.Ordinal);

    private static Controller Of(string power, string types = "\"On\"") => new((method, path, _) => (method, path) switch
    {
        ("GET", "/redfish/v1/Systems") => (HttpStatusCode.OK, Systems),
        ("GET", "/redfish/v1/Systems/1") => (HttpStatusCode.OK, System(power, types)),
        ("POST", _) => (HttpStatusCode.NoContent, ""),
        _ => (HttpStatusCode.NotFound, ""),
    });

    [Theory]
    [InlineData("\"On\",\"ForceOff\"", "On")]
    [InlineData("\"ForceOn\"", "ForceOn")]
    public async Task PowerOn_OfASystemThatIsOff_ResetsItToOn(string types, string kind)
    {
        var controller = Of("Off", types);
        using var redfish = new Redfish(TimeProvider.System, new CertificatePins(null), 443, controller);

        var result = await redfish.PowerOnAsync("10.0.0.9", "admin", "pass", CancellationToken.None);

        Assert.Null(result.Failure);
        Assert.Equal($"POST /redfish/v1/Systems/1/Actions/ComputerSystem.Reset {{\"ResetType\":\"{kind}\"}}", controller.Asked[^1]);
        Assert.Equal("Basic " + Convert.ToBase64String("admin:pass"u8), controller.Authorization);
    }

    [Fact]
    public async Task PowerOn_OfASystemThatIsOn_LeavesItAlone()
    {
        var controller = Of("On");
        using var redfish = new Redfish(TimeProvider.System, new CertificatePins(null), 443, controller);

        Assert.Null((await redfish.PowerOnAsync("10.0.0.9", "admin", "pass", CancellationToken.None)).Failure);
        Assert.DoesNotContain(controller.Asked, asked => asked.StartsWith("POST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("On", true)]
    [InlineData("Off", false)]
    [InlineData("PoweringOn", true)]
    [InlineData("Paused", null)]
    public async Task Look_AtASystem_SaysItsPower(string power, bool? isOn)
    {
        using var redfish = new Redfish(TimeProvider.System, new CertificatePins(null), 443, Of(power));
        Assert.Equal(isOn, (await redfish.LookAsync("10.0.0.9", "admin", "pass", CancellationToken.None)).IsOn);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "", FailureKind.Refused)]
    [InlineData(HttpStatusCode.InternalServerError, "", FailureKind.Failed)]
    [InlineData(HttpStatusCode.OK, "<html>", FailureKind.Failed)]
    [InlineData(HttpStatusCode.OK, "{}", FailureKind.Failed)]
    [InlineData(HttpStatusCode.OK, "[]", FailureKind.Failed)]
    [InlineData(HttpStatusCode.OK, """{"Members":[{"@odata.id":"https://evil.example/"}]}""", FailureKind.Failed)]
    [InlineData(HttpStatusCode.OK, """{"Members":[{"@odata.id":"//evil.example/"}]}""", FailureKind.Failed)]
    public async Task Answer_ThatIsNoUse_IsToldInWords(HttpStatusCode status, string body, FailureKind failure)
    {
        var controller = new Controller((_, _, _) => (status, body));
        using var redfish = new Redfish(TimeProvider.System, new CertificatePins(null), 443, controller);

        var result = await redfish.PowerOnAsync("10.0.0.9", "admin", "pass", CancellationToken.None);

        Assert.Equal(failure, result.Failure);
        Assert.All(controller.Hosts, host => Assert.Equal("10.0.0.9", host));
    }

    private sealed class Controller(Func<string, string, string, (HttpStatusCode, string)> answer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public List<string> Hosts { get; } = [];

        public string? Authorization { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Authorization = request.Headers.Authorization?.ToString();
            Hosts.Add(request.RequestUri!.Host);
            Asked.Add($"{request.Method} {request.RequestUri!.AbsolutePath} {body}");
            var (status, text) = answer(request.Method.Method, request.RequestUri.AbsolutePath, body);
            return new HttpResponseMessage(status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        }
    }
}
