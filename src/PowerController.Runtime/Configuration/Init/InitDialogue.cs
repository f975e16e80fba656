using System.Collections.Immutable;
using System.Globalization;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Init;

/// <summary>Asks until the answer does, and remembers the names that are taken.</summary>
internal sealed class InitDialogue(IInitAnswers answers)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Nobody answers any more: the rest of the questions is skipped.</summary>
    public bool GivenUp { get; private set; }

    /// <summary>Reads an answer; the second part says why it does not do.</summary>
    public T? Ask<T>(InitQuestion question, Func<string, (T? Value, string? Why)> read)
    {
        while (!GivenUp)
        {
            if (answers.Ask(question) is not { } answer)
            {
                GivenUp = true;
                break;
            }

            answer = answer.Trim();
            if (answer.Length == 0 && question.Suggestion is { } suggestion)
                answer = suggestion;
            var (value, why) = answer.Length == 0 ? (default, "An answer is needed.") : read(answer);
            if (why is null)
                return value;
            answers.Refuse(question, answer, why);
        }

        return default;
    }

    /// <param name="whyNot">Why a choice is not possible with what has been answered so far; null when it is.</param>
    public T Choose<T>(string key, string text, T suggestion, Func<T, string?> whyNot, params (T Value, string Meaning)[] choices)
        where T : struct, Enum
    {
        var words = choices.Select(choice => new InitChoice(Words.Kebab(choice.Value.ToString()), choice.Meaning)).ToImmutableArray();
        var question = new InitQuestion(key, text, Words.Kebab(suggestion.ToString()), words);
        return Ask<T>(question, answer =>
        {
            var at = words.Select(word => word.Word).ToList().IndexOf(answer);
            return at >= 0 ? (choices[at].Value, whyNot(choices[at].Value)) : (default, $"It is one of {string.Join(", ", words.Select(word => word.Word))}. {Meant(answer, words)}".TrimEnd());
        });
    }

    public int Count(string key, string text, int suggestion, int least, int most)
    {
        var question = new InitQuestion(key, text, suggestion.ToString(CultureInfo.InvariantCulture), []);
        return Ask<int>(question, answer => int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most
            ? (count, null)
            : (0, $"Give a number from {least} to {most}."));
    }

    /// <summary>A name that nothing else has.</summary>
    public string Name(string key, string text, string suggestion, int longest = 64)
    {
        var free = suggestion;
        for (var next = 2; _names.Contains(free); next++)
            free = string.Create(CultureInfo.InvariantCulture, $"{suggestion}-{next}");
        var name = Ask<string>(new InitQuestion(key, text, free, []), answer => !NameRuleAttribute.Fits(answer)
            ? (null, "Use letters, digits, '-', '_' and '.', beginning with a letter or digit.")
            : answer.Length > longest ? (null, $"Use at most {longest} characters: that is what a UPS stores.")
            : _names.Contains(answer) ? (null, "This name is taken; every thing needs one of its own.")
            : (answer, null)) ?? "";
        _names.Add(name);
        return name;
    }

    public TimeSpan Duration(string key, string text, TimeSpan suggestion, Model.Sites.Parameter<TimeSpan> parameter)
    {
        var form = new DurationForm();
        return Ask<TimeSpan>(new InitQuestion(key, text, form.Write(suggestion), []), answer =>
        {
            if (!form.TryRead(answer, out var value, out var remedy))
                return (default, remedy);
            return parameter.Allows(value) ? (value, null) : (default, $"Give {form.Write(parameter.Minimum)} to {form.Write(parameter.Maximum)}.");
        });
    }

    private static string Meant(string answer, ImmutableArray<InitChoice> words) =>
        Words.Nearest(answer, words.Select(word => word.Word)) is { } meant ? $"Did you mean '{meant}'?" : "";
}
