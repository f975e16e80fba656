using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Model.Diary;

/// <summary>What an entry of the diary tells of.</summary>
public enum DiaryKind
{
    /// <summary>Mains, batteries, outputs, silence.</summary>
    Power,

    /// <summary>A run begins, enters a phase, or ends.</summary>
    Run,

    /// <summary>Somebody asked for something.</summary>
    Command,

    /// <summary>A host: heard or silent, leading or not, another configuration.</summary>
    Host,

    /// <summary>A configuration was taken or refused.</summary>
    Configuration,

    /// <summary>The program itself: started, stopped, cannot write its history.</summary>
    Program,
}

/// <summary>What happened at the site, as people read it: in `events`, in the history, in notifications.</summary>
/// <param name="Number">Greater with each entry, and the same when the journal is replayed: whoever keeps entries knows by it which ones they have.</param>
/// <param name="Wall">For display only.</param>
/// <param name="Subject">What it is about, by name.</param>
/// <param name="Run">The run it belongs to, if any.</param>
/// <param name="Who">Who asked, of a command; with <paramref name="From"/>, from where.</param>
public sealed record DiaryEntry(
    long Number, DateTimeOffset Wall, DiaryKind Kind, Urgency Urgency, string Subject, string Text, RunId? Run = null, string? Who = null, string? From = null);
