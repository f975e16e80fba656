using System.CommandLine;
using PowerController.CommandLine;

namespace PowerController.Tests.CommandLine;

/// <summary>Runs the program's commands as a shell would, and keeps what they print.</summary>
internal sealed record PowerCtlRun(int ExitCode, string Output, string Error)
{
    public static PowerCtlRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = PowerCtl.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error }).GetAwaiter().GetResult();
        return new PowerCtlRun(code, output.ToString(), error.ToString());
    }
}
