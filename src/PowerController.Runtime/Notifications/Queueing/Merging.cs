using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PowerController.Runtime.Notifications.Queueing;

/// <summary>
/// What is told next. The first few that are alike go out at once; what comes after them within the window is one message with a count when the window ends.
/// Alike is what differs only in its subject and in figures. Others do not wait for that.
/// </summary>
internal sealed class Merging(TimeSpan window, TimeProvider time)
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>What to send now; or how long there is nothing to send.</summary>
    public NextNotice Next(List<WaitingNotice> waiting)
    {
        var now = time.GetTimestamp();
        Forget(now);
        TimeSpan? pause = null;
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in waiting)
        {
            var key = KeyOf(one.Notice);
            if (held.Contains(key))
                continue;
            var group = GroupOf(key, one.ArrivedAt);
            if (group.Passed < Limits.AlikeAtOnce)
                return new NextNotice(one.Notice, [one.Sequence], key, null);
            var left = window - time.GetElapsedTime(group.Begun, now);
            if (left <= TimeSpan.Zero)
                return Merged(waiting, key, group);
            held.Add(key);
            pause = pause is { } shorter && shorter < left ? shorter : left;
        }

        return new NextNotice(null, [], "", pause);
    }

    /// <summary>It was delivered.</summary>
    public void Delivered(NextNotice sent)
    {
        if (!_groups.TryGetValue(sent.Key, out var group))
            return;
        if (sent.Sequences.Length == 1 && group.Passed < Limits.AlikeAtOnce)
            _groups[sent.Key] = group with { Passed = group.Passed + 1 };
        else
            _groups.Remove(sent.Key);
    }

    /// <summary>Kind, urgency, and the words without the subject and without figures.</summary>
    public static string KeyOf(Notice notice)
    {
        var text = notice.Subject.Length > 0 ? notice.Text.Replace(notice.Subject, "*", StringComparison.Ordinal) : notice.Text;
        var key = new StringBuilder();
        key.Append(CultureInfo.InvariantCulture, $"{(int)notice.Kind} {(int)notice.Urgency} {(int)notice.Sort} ");
        var inNumber = false;
        foreach (var character in text)
        {
            var digit = char.IsAsciiDigit(character) || (inNumber && character is '.' or ',');
            if (!digit || !inNumber)
                key.Append(digit ? '#' : character);
            inNumber = digit;
        }

        return key.ToString();
    }

    private Group GroupOf(string key, long arrived)
    {
        if (!_groups.TryGetValue(key, out var group) || time.GetElapsedTime(group.Begun, arrived) >= window)
            _groups[key] = group = new Group(arrived, 0);
        return group;
    }

    private NextNotice Merged(List<WaitingNotice> waiting, string key, Group group)
    {
        var alike = waiting.Where(one => string.Equals(KeyOf(one.Notice), key, StringComparison.Ordinal) && time.GetElapsedTime(group.Begun, one.ArrivedAt) < window).ToList();
        if (alike.Count == 1)
            return new NextNotice(alike[0].Notice, [alike[0].Sequence], key, null);
        var (first, last) = (alike[0].Notice, alike[^1].Notice);
        var subjects = alike.Select(one => one.Notice.Subject).Distinct(StringComparer.Ordinal).ToList();
        var named = string.Join(", ", subjects.Take(Limits.SubjectsNamed));
        var more = subjects.Count > Limits.SubjectsNamed ? string.Create(CultureInfo.InvariantCulture, $" and {subjects.Count - Limits.SubjectsNamed} more") : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{alike.Count} more like this, of {named}{more}: {last.Text}");
        return new NextNotice(last with { Wall = first.Wall, Until = last.Wall, Count = alike.Count, Text = text }, [.. alike.Select(one => one.Sequence)], key, null);
    }

    private void Forget(long now)
    {
        if (_groups.Count <= Limits.AlikeGroups)
            return;
        foreach (var (key, group) in _groups.ToList())
        {
            if (time.GetElapsedTime(group.Begun, now) >= window)
                _groups.Remove(key);
        }

        if (_groups.Count > Limits.AlikeGroups)
            _groups.Clear();
    }

    /// <param name="Begun">When the first of them came.</param>
    /// <param name="Passed">How many went out by themselves.</param>
    private readonly record struct Group(long Begun, int Passed);
}

/// <summary>What is told next.</summary>
/// <param name="Notice">Null when nothing is to be told now.</param>
/// <param name="Sequences">What it stands for.</param>
/// <param name="Pause">How long to wait at most; null until something comes.</param>
internal sealed record NextNotice(Notice? Notice, ImmutableArray<long> Sequences, string Key, TimeSpan? Pause);
