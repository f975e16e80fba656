using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Console.Api.Access;

/// <summary>The tokens that are let in. Only their digests are kept, and all are compared in the same time whichever fits.</summary>
internal sealed class TokenBook
{
    private readonly ImmutableArray<(string Name, ApiRole Role, byte[] Digest)> _tokens;

    private TokenBook(ImmutableArray<(string, ApiRole, byte[])> tokens, ImmutableArray<string> problems)
    {
        _tokens = tokens;
        Problems = problems;
    }

    /// <summary>Tokens that cannot be used, and why.</summary>
    public ImmutableArray<string> Problems { get; }

    public static TokenBook Of(ImmutableArray<ApiToken> written, Func<SecretSource, string> secret)
    {
        var tokens = ImmutableArray.CreateBuilder<(string, ApiRole, byte[])>();
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var token in written)
        {
            try
            {
                var text = secret(token.Secret).Trim();
                if (text.Length < Limits.TokenLength)
                    problems.Add($"The API's token '{token.Name}' is not let in: it has {text.Length} characters, and at least {Limits.TokenLength} are needed. 'openssl rand -hex 32' makes a good one.");
                else
                    tokens.Add((token.Name, token.Role, Digest(text)));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                problems.Add($"The API's token '{token.Name}' is not let in: {unreadable.Message}");
            }
        }

        return new TokenBook(tokens.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>Whose token it is; null is nobody's.</summary>
    public (string Name, ApiRole Role)? Find(string text)
    {
        var given = Digest(text);
        (string, ApiRole)? found = null;
        foreach (var (name, role, digest) in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(given, digest))
                found ??= (name, role);
        }

        return found;
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
