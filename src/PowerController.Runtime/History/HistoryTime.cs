namespace PowerController.Runtime.History;

/// <summary>Minutes and hours as numbers since 1970, and back.</summary>
internal static class HistoryTime
{
    public const int MinutesInHour = 60;

    public static long Minute(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeSeconds(), 60).Quotient;

    public static long Hour(DateTimeOffset at) => Minute(at) / MinutesInHour;

    public static DateTimeOffset OfMinute(long minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60);

    public static DateTimeOffset OfHour(long hour) => OfMinute(hour * MinutesInHour);
}
