using System.Globalization;
using System.Text;
using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Checking;

/// <summary>What happened in a night, line by line, for people. Written only when somebody asks for it.</summary>
public sealed class Story
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in _lines)
            text.Append(line).Append('\n');
        return text.ToString();
    }

    internal void Tell(long at, string what)
    {
        if (_lines.Count < Limits.StoryLines)
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{at / 1000.0,9:0.000} s  {what}"));
    }

    internal void Took(long at, TerminalModel terminal, PowerEvent happened, Decision decision)
    {
        var name = terminal.Terminal.Name;
        foreach (var effect in decision.Effects)
        {
            if (effect is not (WakeAt or SetPace or ReadNow or ProbeNode or ProbeDisk))
                Tell(at, $"    {name}: {EffectText.Of(effect)}");
        }

        _ = happened;
    }
}
