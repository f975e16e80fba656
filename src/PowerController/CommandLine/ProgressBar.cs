using System.Diagnostics;
using System.Globalization;

namespace PowerController.CommandLine;

/// <summary>How far a long work has come: one line that a person sees on a terminal, and nobody else.</summary>
internal sealed class ProgressBar(Screen screen, long whole)
{
    /// <summary>Ten times a second is as fast as anybody can read.</summary>
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(100);

    private const int Width = 30;

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly bool _shown = screen.Colour && !System.Console.IsErrorRedirected;
    private long _done;
    private long _drawn;

    /// <summary>So much more is done; may be called by many at once.</summary>
    public void Advance(long more)
    {
        if (!_shown)
            return;
        lock (_gate)
        {
            _done += more;
            if (_drawn != 0 && Stopwatch.GetElapsedTime(_drawn) < _pace)
                return;
            _drawn = Stopwatch.GetTimestamp();
            var share = (double)_done / whole;
            var filled = (int)(share * Width);
            screen.Error.Write(string.Create(CultureInfo.InvariantCulture,
                $"\r{new string('█', filled)}{new string('░', Width - filled)} {share:0%}  {_done / Math.Max(0.001, Stopwatch.GetElapsedTime(_began).TotalSeconds):0} a second "));
        }
    }

    public void Clear()
    {
        if (_shown)
            screen.Error.Write("\r\u001b[K");
    }
}
