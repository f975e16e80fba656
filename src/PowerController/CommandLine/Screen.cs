using System.CommandLine;

namespace PowerController.CommandLine;

/// <summary>Where a command writes, and whether a person reads it there.</summary>
internal sealed record Screen(TextWriter Output, TextWriter Error, bool Colour, int Width)
{
    /// <summary>Width where nobody looks at a screen: wide enough for a plan, narrow enough for a mail.</summary>
    private const int UsualWidth = 100;

    /// <summary>Widest picture that is still easy to follow with the eye.</summary>
    private const int WidestUseful = 160;

    /// <summary>The process's own; colour only on a terminal, and only while NO_COLOR is not set.</summary>
    public static Screen OfProcess(ParseResult parsed)
    {
        var person = !System.Console.IsOutputRedirected && parsed.InvocationConfiguration.Output == System.Console.Out;
        return new Screen(
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            person && Environment.GetEnvironmentVariable("NO_COLOR") is null,
            person ? Math.Clamp(Size(() => System.Console.WindowWidth, UsualWidth), 60, WidestUseful) : UsualWidth)
        {
            Input = parsed.InvocationConfiguration is Invocation { Input: { } given } ? given : System.Console.In,
        };
    }

    /// <summary>What a person types, or a script hands in.</summary>
    public TextReader Input { get; init; } = System.Console.In;

    /// <summary>Lines that a picture may have.</summary>
    public int Height => Colour ? Math.Max(2, Size(() => System.Console.WindowHeight, 24)) : int.MaxValue;

    public string Bold(string text) => Code("1", text);

    public string Red(string text) => Code("31", text);

    public string Green(string text) => Code("32", text);

    public string Yellow(string text) => Code("33", text);

    public string Dim(string text) => Code("2", text);

    public void Line(string text = "") => Output.WriteLine(text);

    /// <summary>Says on the error stream what is wrong and ends with <see cref="ExitCodes.WrongUsage"/>.</summary>
    public int Refuse(string why)
    {
        Error.WriteLine(why);
        return ExitCodes.WrongUsage;
    }

    private string Code(string code, string text) => Colour ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static int Size(Func<int> ask, int otherwise)
    {
        try
        {
            return ask();
        }
        catch (IOException)
        {
            return otherwise;
        }
    }
}

/// <summary>How a command is run where it is not the process's own: in a test, or within another command.</summary>
internal sealed class Invocation : InvocationConfiguration
{
    public TextReader? Input { get; init; }
}
