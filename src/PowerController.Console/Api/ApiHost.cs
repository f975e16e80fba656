using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PowerController.Console.Api.Access;
using PowerController.Console.Api.Documents;
using PowerController.Console.Api.Endpoints;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Desk;

namespace PowerController.Console.Api;

/// <summary>Serves the API over the desk: a local socket and TCP. What cannot be served is told in <see cref="Problems"/>; the site is controlled all the same.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Gate _gate;

    private ApiHost(WebApplication app, Gate gate, string? socketPath, IPEndPoint? listening, ImmutableArray<string> problems)
    {
        _app = app;
        _gate = gate;
        SocketPath = socketPath;
        Listening = listening;
        Problems = problems;
    }

    /// <summary>Null where there is no local socket.</summary>
    public string? SocketPath { get; }

    /// <summary>Where TCP is listened on; null where it is not.</summary>
    public IPEndPoint? Listening { get; }

    /// <summary>What could not be served, in an operator's words.</summary>
    public ImmutableArray<string> Problems { get; }

    public static async Task<ApiHost> StartAsync(IOperatorDesk desk, ApiSettings settings, ApiParts parts, CancellationToken cancellation)
    {
        var doors = Doors.Open(settings, parts);
        var gate = new Gate(desk, settings, parts.Secret, parts.Time);
        var app = Build(desk, parts, gate, doors);
        // A server without a door would choose one by itself.
        if (doors is not { Tcp: null, SocketPath: null })
            await app.StartAsync(cancellation).ConfigureAwait(false);
        return new ApiHost(app, gate, doors.SocketPath, doors.Tcp?.LocalEndPoint as IPEndPoint, [.. doors.Problems, .. gate.Problems]);
    }

    /// <summary>Other tokens and roles from now on; addresses are those of the start. Returns what cannot be used of them.</summary>
    public ImmutableArray<string> Take(ApiSettings settings)
    {
        _gate.Take(settings);
        return [.. _gate.Problems];
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Limits.StopWithin);
        try
        {
            await _app.StopAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Who still reads is cut off.
        }

        await _app.DisposeAsync().ConfigureAwait(false);
        if (SocketPath is not null)
            File.Delete(SocketPath);
    }

    private static WebApplication Build(IOperatorDesk desk, ApiParts parts, Gate gate, Doors doors)
    {
        // Empty: neither files nor variables of the environment have a say, and signals are the program's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        if (parts.Logging is { } logging)
            builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(new BorrowedLogging(logging)));
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        builder.Services.AddOpenApi(ApiDescription.Name, ApiDescription.Describe);
        builder.WebHost.UseKestrelCore();
        if (doors.Certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(options => options.CreateBoundListenSocket = doors.SocketFor);
        builder.WebHost.ConfigureKestrel(options => Configure(options, doors));

        var app = builder.Build();
        var edge = new Edge(app.Logger);
        app.Use(next => context => edge.RunAsync(context, next));
        app.UseRouting();
        app.Use(next => context => gate.PassAsync(context, next));
        ReadEndpoints.Map(app, desk, parts);
        AskEndpoints.Map(app, desk, gate, parts.Time);
        EventEndpoints.Map(app, desk, parts.Time);
        HealthEndpoints.Map(app, desk, parts);
        app.MapOpenApi("/api/{documentName}/openapi.json").WithMetadata(new NeedsRole(ApiRole.Viewer));
        return app;
    }

    private static void Configure(KestrelServerOptions options, Doors doors)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = Limits.RequestBytes;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.RequestHeadersTimeout = Limits.HeadersWithin;
        options.Limits.KeepAliveTimeout = Limits.KeepAlive;
        if (doors.Tcp is not null)
        {
            options.Listen((IPEndPoint)doors.Tcp.LocalEndPoint!, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                Bound(listen, Limits.Connections);
                if (doors.Certificate is { } certificate)
                    listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
            });
        }

        if (doors.SocketPath is { } path)
        {
            options.ListenUnixSocket(path, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                Bound(listen, Limits.Connections);
            });
        }
    }

    // Each door has a bound of its own: a flood over TCP must not keep the operators out.
    private static void Bound(ListenOptions listen, int most)
    {
        var open = 0;
        listen.Use(next => async connection =>
        {
            try
            {
                if (Interlocked.Increment(ref open) > most)
                    connection.Abort();
                else
                    await next(connection).ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        });
    }

    /// <summary>The program starts and stops the host; signals are not its business.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The program's own logging outlives the host.</summary>
    private sealed class BorrowedLogging(ILoggerFactory lender) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => lender.CreateLogger(categoryName);

        public void AddProvider(ILoggerProvider provider) => lender.AddProvider(provider);

        public void Dispose()
        {
        }
    }
}

/// <summary>The sockets, bound before anything is served: whatever is not possible is known by then.</summary>
internal sealed record Doors(Socket? Local, string? SocketPath, Socket? Tcp, X509Certificate2? Certificate, ImmutableArray<string> Problems)
{
    public static Doors Open(ApiSettings settings, ApiParts parts)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var (local, path) = OpenLocal(settings, problems);
        X509Certificate2? certificate = null;
        Socket? tcp = null;
        try
        {
            certificate = settings.Tls is { } tls
                ? X509Certificate2.CreateFromPemFile(Path.Combine(parts.Directory, tls.Certificate), Path.Combine(parts.Directory, tls.Key))
                : null;
            tcp = settings.Listen is { } at ? Bind(at) : null;
        }
        catch (Exception problem) when (problem is SocketException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            problems.Add($"The API is not served on {settings.Listen}: {problem.Message}");
        }

        return new Doors(local, path, tcp, certificate, problems.ToImmutable());
    }

    public Socket SocketFor(EndPoint at) => at is UnixDomainSocketEndPoint ? Local! : Tcp!;

    private static (Socket? Local, string? Path) OpenLocal(ApiSettings settings, ImmutableArray<string>.Builder problems)
    {
        if (settings.Socket is "" || !LocalSocket.IsPossible)
            return (null, null);
        var path = settings.Socket ?? LocalSocket.Usual();
        try
        {
            return (LocalSocket.Bind(path), path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            problems.Add($"The local socket is not served, so powerctl does not reach this program that way: {problem.Message}");
            return (null, null);
        }
    }

    private static Socket Bind(IPEndPoint at)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(at);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
