using System.Globalization;
using System.Text.Json;

namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>A notice as webhooks and commands get it.</summary>
internal static class NoticeJson
{
    public static byte[] Of(Notice notice, string site, string host)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("site", site);
            json.WriteString("host", host);
            json.WriteNumber("number", notice.Number);
            json.WriteString("time", Time(notice.Wall));
            json.WriteString("kind", notice.Kind.ToString().ToLowerInvariant());
            json.WriteString("urgency", notice.Urgency.ToString().ToLowerInvariant());
            json.WriteString("subject", notice.Subject);
            json.WriteString("text", notice.Text);
            json.WriteNumber("count", notice.Count);
            if (notice.Until is { } until)
                json.WriteString("until", Time(until));
            if (notice.Run is { } run)
                json.WriteString("run", run);
            if (notice.Who is { } who)
                json.WriteString("who", who);
            if (notice.From is { } from)
                json.WriteString("from", from);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
