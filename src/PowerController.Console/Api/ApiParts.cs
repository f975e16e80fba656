using Microsoft.Extensions.Logging;
using PowerController.Model.Sites;

namespace PowerController.Console.Api;

/// <summary>What the API is given beside the desk.</summary>
/// <param name="Secret">What a secret source holds.</param>
/// <param name="Directory">Of the configuration: where the files of TLS are named from.</param>
public sealed record ApiParts(Func<SecretSource, string> Secret, string Directory)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The text of `/metrics`; null where nobody makes one.</summary>
    public Func<string>? Metrics { get; init; }

    /// <summary>Why the program is not ready, beyond what the snapshot says; null when it is.</summary>
    public Func<string?>? NotReady { get; init; }

    public ILoggerFactory? Logging { get; init; }
}
