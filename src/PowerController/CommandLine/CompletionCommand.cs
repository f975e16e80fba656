using System.CommandLine;

namespace PowerController.CommandLine;

/// <summary>`powerctl completion`: a script that lets a shell complete commands, options and the site's own names.</summary>
internal static class CompletionCommand
{
    private const string Summary = "Print a script that teaches your shell to complete powerctl's commands, options and names.";

    private const string More =
        """
        Examples:
          powerctl completion bash > /etc/bash_completion.d/powerctl
          powerctl completion zsh > ~/.zfunc/_powerctl
        """;

    // The parser itself answers `[suggest:POSITION] "LINE"` with what may come there.
    private const string Bash =
        """
        _powerctl() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(powerctl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _powerctl powerctl
        """;

    private const string Zsh =
        """
        #compdef powerctl
        _powerctl() {
            local -a answers
            answers=("${(@f)$(powerctl "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- $answers
        }
        _powerctl "$@"
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash or zsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        var command = new DocumentedCommand("completion", Summary, More) { shell };
        command.SetAction(parsed =>
        {
            Screen.OfProcess(parsed).Line(parsed.GetRequiredValue(shell) == "bash" ? Bash : Zsh);
            return ExitCodes.Done;
        });
        return command;
    }
}
