using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PowerController.CommandLine;

/// <summary>A command whose own help goes on after the options, with examples; the list of commands shows its summary alone.</summary>
internal sealed class DocumentedCommand(string name, string summary, string more) : Command(name, summary)
{
    private string More => more;

    /// <summary>Help that knows documented commands.</summary>
    public sealed class Help : SynchronousCommandLineAction
    {
        private readonly HelpAction _usual = new();

        public override int Invoke(ParseResult parseResult)
        {
            var result = _usual.Invoke(parseResult);
            if (parseResult.CommandResult.Command is DocumentedCommand documented)
                parseResult.InvocationConfiguration.Output.WriteLine(documented.More);
            return result;
        }
    }
}
