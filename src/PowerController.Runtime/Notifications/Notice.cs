using System.Collections.Immutable;
using PowerController.Model.Diary;
using PowerController.Model.Effects;

namespace PowerController.Runtime.Notifications;

/// <summary>What is told: an entry of the diary, or several that are alike.</summary>
/// <param name="Number">The entry's; a receiver that gets a notice twice knows it by this.</param>
/// <param name="Objects">For SNMP: what the notification brings along.</param>
/// <param name="Count">How many entries it stands for.</param>
/// <param name="Until">Of several the last one's time.</param>
public sealed record Notice(
    long Number, DateTimeOffset Wall, DiaryKind Kind, Urgency Urgency, string Subject, string Text, string? Run, string? Who, string? From, NoticeSort Sort,
    ImmutableArray<NoticeObject> Objects, int Count = 1, DateTimeOffset? Until = null)
{
    public static Notice Of(DiaryEntry entry, NoticeSort sort, ImmutableArray<NoticeObject> objects) => new(
        entry.Number, entry.Wall, entry.Kind, entry.Urgency, entry.Subject, entry.Text, entry.Run?.ToString(), entry.Who, entry.From, sort, objects);
}

/// <summary>Which notification of our MIB it is.</summary>
public enum NoticeSort
{
    /// <summary>Something that an operator should look at; also everything that is nothing else.</summary>
    SiteAlarm,
    UpsOnBattery,
    UpsOnMains,
    UpsLowBattery,
    UpsSilent,
    UpsAnswers,
    UpsAlarm,
    RunBegun,
    RunCommitment,
    RunEnded,
    MasterChanged,
}

/// <summary>An object of our MIB with its value.</summary>
/// <param name="Index">The row; 0 of what has none.</param>
/// <param name="Text">Null where it is a number.</param>
public readonly record struct NoticeObject(string Name, long Index, long Number, string? Text = null);
