using System.Collections.Immutable;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Init;

/// <summary>Answers from a YAML file, by the keys of the questions: `node1.address: …`, or `node1: { address: … }`.</summary>
/// <remarks>What the file does not answer takes the suggestion; where there is none, that is an error. All errors come at once.</remarks>
public sealed class InitAnswersFile : IInitAnswers
{
    private readonly SortedDictionary<string, YamlScalar> _answers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);
    private readonly YamlErrors _errors = new();
    private readonly string _file;

    private InitAnswersFile(string file) => _file = file;

    /// <summary>The site that the file describes, or every error.</summary>
    public static (InitSite? Site, ImmutableArray<YamlError> Errors) Read(string path)
    {
        var answers = new InitAnswersFile(path);
        return answers.Finish(YamlReader.ReadFile(path, path, answers._errors));
    }

    public static (InitSite? Site, ImmutableArray<YamlError> Errors) Parse(string text, string name)
    {
        var answers = new InitAnswersFile(name);
        return answers.Finish(YamlReader.ReadText(text, name, answers._errors));
    }

    string? IInitAnswers.Ask(InitQuestion question)
    {
        var isFirst = _asked.Add(question.Key);
        if (isFirst && _answers.TryGetValue(question.Key, out var answer))
            return answer.Text;

        // A wrong answer has been noted; the suggestion stands in for it, so that the answers after it are looked at too.
        if (question.Suggestion is not null)
            return "";
        if (isFirst)
            _errors.Add(YamlPosition.WholeFile(_file), $"The answer '{question.Key}' is missing: {question.Text}", $"Add '{question.Key}: …'.");
        return null;
    }

    void IInitAnswers.Refuse(InitQuestion question, string answer, string why)
    {
        if (_answers.TryGetValue(question.Key, out var written))
            _errors.Add(written.At, $"{question.Key} {Shown.Value(answer)} does not do.", why);
    }

    private (InitSite? Site, ImmutableArray<YamlError> Errors) Finish(YamlNode? root)
    {
        if (root is YamlMap map)
            Collect(map, "");
        else if (root is not null)
            _errors.Add(root.At, $"The file must hold answers, not {root.Kind}.", "Write one 'question: answer' a line.");
        if (root is not YamlMap)
            return (null, _errors.InOrder());
        var site = InitWizard.Run(this);
        foreach (var (key, answer) in _answers.Where(answer => site is not null && !_asked.Contains(answer.Key)))
            _errors.Add(answer.At, $"Nothing asks for '{key}' in this way of building.", Words.MeantOrAllowed(key, _asked, "The questions are"));
        return (_errors.Any ? null : site, _errors.InOrder());
    }

    private void Collect(YamlMap map, string above)
    {
        foreach (var (key, value) in map.Entries)
        {
            var name = above + key.Text;
            if (value is YamlMap inner)
                Collect(inner, name + ".");
            else if (value is YamlList list && list.Items.All(item => item is YamlScalar))
                Take(name, new YamlScalar(string.Join(',', list.Items.Cast<YamlScalar>().Select(item => item.Text)), isQuoted: true, list.At));
            else if (value is YamlScalar scalar)
                Take(name, scalar);
            else if (value is not YamlRefused)
                _errors.Add(value.At, $"'{name}' must be a single answer, not {value.Kind}.", "Write 'question: answer'.");
        }
    }

    private void Take(string key, YamlScalar answer)
    {
        if (!_answers.TryAdd(key, answer))
            _errors.Add(answer.At, $"The answer '{key}' is given twice.", "Keep one of them.");
    }
}
