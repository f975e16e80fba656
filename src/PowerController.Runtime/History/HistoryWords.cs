using System.Globalization;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Runtime.History;

/// <summary>Words of the model as they are stored; one that this program does not know is read as the nearest it does.</summary>
internal static class HistoryWords
{
    public static DiaryKind Kind(string word) => Enum.TryParse<DiaryKind>(word, out var kind) ? kind : DiaryKind.Program;

    public static Urgency Urgency(string word) => Enum.TryParse<Urgency>(word, out var urgency) ? urgency : Model.Effects.Urgency.Information;

    public static RunId? Run(string? word)
    {
        var parts = word?.Split('.');
        return parts is [var term, var number]
            && long.TryParse(term, NumberStyles.None, CultureInfo.InvariantCulture, out var inTerm)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var counted)
                ? new RunId(inTerm, counted)
                : null;
    }
}
