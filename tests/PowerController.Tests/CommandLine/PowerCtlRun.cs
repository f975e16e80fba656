using PowerController.CommandLine;

namespace PowerController.Tests.CommandLine;

/// <summary>Runs the program's commands as a shell would, and keeps what they print.</summary>
internal sealed record PowerCtlRun(int ExitCode, string Output, string Error)
{
    public static PowerCtlRun Of(params string[] arguments) => Typing("", arguments);

    /// <summary>With a person who types, or nobody.</summary>
    public static PowerCtlRun Typing(string typed, params string[] arguments)
    {
        using var input = new StringReader(typed);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = PowerCtl.RunAsync(arguments, new Invocation { Output = output, Error = error, Input = input }).GetAwaiter().GetResult();
        return new PowerCtlRun(code, output.ToString(), error.ToString());
    }
}
