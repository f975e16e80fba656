using PowerController.Model.Diary;
using PowerController.Model.Events;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.Desk;

/// <summary>What the API, the consoles and the gateways may ask of the running site. Everything enters by the loop's inbox, as an event, and is audited there.</summary>
public interface IOperatorDesk : ISnapshotSource
{
    /// <summary>Asks for something; answered when the decision has accepted or refused it.</summary>
    Task<Answer> AskAsync(string who, string from, Request request, CancellationToken cancellation);

    /// <summary>Has one UPS do something, or store something; answered when the card has shown what it made of it. <see cref="UpsWork"/> does the work.</summary>
    Task<Answer> CommandUpsAsync(string who, string from, UpsCommand command, CancellationToken cancellation);

    /// <summary>Reads the configuration again: validates, and swaps it whole or not at all.</summary>
    Task<Answer> ReloadAsync(string who, string from, CancellationToken cancellation);

    /// <summary>Keeps for the audit what somebody wanted who may not, or could not say it properly. It never reaches the decision.</summary>
    /// <param name="what">What was wanted, and why it was turned away.</param>
    void NoteTurnedAway(string who, string from, string what);

    /// <summary>New entries of the diary from here on, after those of <see cref="SiteSnapshot.Recent"/>, as they are written.</summary>
    /// <param name="after">The last number the reader has; entries that are no longer recent are left out.</param>
    IAsyncEnumerable<DiaryEntry> FollowAsync(long after, CancellationToken cancellation);
}

/// <summary>What became of a request.</summary>
/// <param name="Text">In an operator's words: what will happen, or why it was refused and what would be right.</param>
public sealed record Answer(bool Accepted, string Text);
