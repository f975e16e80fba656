using System.Text;

namespace PowerController.Hosts.Commands;

/// <summary>The end of what a command prints, and each line as it comes. Both of its streams write here.</summary>
internal sealed class OutputKeeper(Action<string>? said, int most)
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private bool _isCut;

    public async Task ReadAsync(TextReader stream, CancellationToken cancellationToken)
    {
        var buffer = new char[1024];
        var line = new StringBuilder();
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                Keep(buffer.AsSpan(0, count));
                foreach (var character in buffer.AsSpan(0, count))
                {
                    if (character is '\n' or '\r')
                        Tell(line);
                    else if (line.Length < CommandLimits.LineChars)
                        line.Append(character);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Its end was not waited for; what came until now is kept.
        }

        Tell(line);
    }

    public override string ToString()
    {
        lock (_lock)
            return _isCut ? $"…{_text}" : _text.ToString();
    }

    private void Keep(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            _text.Append(text);
            var over = _text.Length - most;
            if (over <= 0)
                return;
            _text.Remove(0, over);
            _isCut = true;
        }
    }

    private void Tell(StringBuilder line)
    {
        if (said is not null && line.ToString().Trim() is { Length: > 0 } text)
            said(text);
        line.Clear();
    }
}
