using PowerController.Hosts.Memory;

namespace PowerController.Runtime.Journal;

/// <summary>A moment at which the program lived, by a clock that nobody sets.</summary>
/// <param name="System">Which start of the operating system.</param>
/// <param name="Up">Since then.</param>
public sealed record SignOfLife(string System, TimeSpan Up)
{
    private static readonly Lazy<string> _system = new(() => SystemIdentity.Of(TimeProvider.System));

    public static SignOfLife Now() => new(_system.Value, TimeSpan.FromMilliseconds(Environment.TickCount64));
}
