using System.Collections.Immutable;
using PowerController.Coordination.Sealing;

namespace PowerController.Coordination.Stations;

/// <summary>Datagrams of one kind that were dropped and should not be there.</summary>
/// <param name="What">In an operator's words.</param>
public sealed record Unheeded(string What, long Count)
{
    /// <summary>What people should know of; second copies and a host's own broadcasts belong to a good day.</summary>
    public static ImmutableArray<Unheeded> Of(DropCounts counts) =>
        [.. counts.All().Select(kind => (What: WordsOf(kind.Key), Count: kind.Value)).Where(kind => kind.What is not null).Select(kind => new Unheeded(kind.What!, kind.Count))];

    private static string? WordsOf(DropKind kind) => kind switch
    {
        DropKind.Foreign => "are not of this program",
        DropKind.OtherKey => "are under another group key: another site on this network, or a host that has a wrong key",
        DropKind.UnknownSender => "are under our key, of hosts that this configuration does not have",
        DropKind.Forged => "say that they are under our key and are not",
        DropKind.NewerProtocol => "are of a newer protocol: that host runs a newer version of this program",
        DropKind.OlderProtocol => "are of an older protocol: that host runs an older version of this program",
        DropKind.Unsigned => "are in the name of a control terminal and not signed",
        DropKind.WrongSignature => "are in the name of a control terminal and not signed by a key that is pinned for it",
        DropKind.Malformed => "are under our key and make no sense",
        DropKind.NotAllowed => "say what only control terminals may say",
        _ => null,
    };
}
