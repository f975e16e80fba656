using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Runtime.Notifications;

internal static class SampleNotices
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public static DiaryEntry Entry(long number, string subject = "UPS1", string text = "on battery", Urgency urgency = Urgency.Warning, DiaryKind kind = DiaryKind.Power) =>
        new(number, Start.AddSeconds(number), kind, urgency, subject, text, new RunId(1, 2), "anna", "10.0.0.9");

    public static Notice Notice(long number, string subject = "UPS1", string text = "on battery") =>
        Notifications.Notice.Of(Entry(number, subject, text), NoticeSort.UpsOnBattery, [new NoticeObject("pcUpsName", 1, 0, subject), new NoticeObject("pcUpsCharge", 1, 80)]);
}
