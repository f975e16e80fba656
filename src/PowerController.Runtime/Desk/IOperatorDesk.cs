using PowerController.Model.Diary;
using PowerController.Model.Events;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.Desk;

/// <summary>What the API, the consoles and the gateways may ask of the running site. Everything enters by the loop's inbox, as an event, and is audited there.</summary>
public interface IOperatorDesk : ISnapshotSource
{
    /// <summary>Asks for something; answered when the decision has accepted or refused it.</summary>
    Task<Answer> AskAsync(string who, string from, Request request, CancellationToken cancellation);

    /// <summary>Reads the configuration again: validates, and swaps it whole or not at all.</summary>
    Task<Answer> ReloadAsync(string who, string from, CancellationToken cancellation);

    /// <summary>New entries of the diary from here on, after those of <see cref="SiteSnapshot.Recent"/>, as they are written.</summary>
    /// <param name="after">The last number the reader has; entries that are no longer recent are left out.</param>
    IAsyncEnumerable<DiaryEntry> FollowAsync(long after, CancellationToken cancellation);
}

/// <summary>What became of a request.</summary>
/// <param name="Text">In an operator's words: what will happen, or why it was refused and what would be right.</param>
public sealed record Answer(bool Accepted, string Text);
