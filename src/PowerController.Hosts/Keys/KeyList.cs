using System.Collections.Immutable;
using PowerController.Coordination.Keys;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Keys;

/// <summary>A key as people see it.</summary>
/// <param name="What">`group`, `own` or `pinned`.</param>
/// <param name="Host">Null for the group key.</param>
public sealed record ListedKey(string What, string? Host, string Role, DateTimeOffset Made, string Fingerprint);

/// <summary>The keys of a site in one directory, and what is wanting.</summary>
public sealed record KeyList(ImmutableArray<ListedKey> Keys, ImmutableArray<string> Problems)
{
    public static KeyList Of(KeyPlaces places, Site site)
    {
        var keys = ImmutableArray.CreateBuilder<ListedKey>();
        var problems = ImmutableArray.CreateBuilder<string>();
        if (KeyFiles.ReadGroup(places, out var problem) is { } group)
            keys.AddRange(group.Keys.Select(key => new ListedKey("group", null, Word(key.Role), key.Made, key.Fingerprint)));
        else
            problems.Add(problem!);
        var pinned = KeyFiles.ReadPinned(places.Pinned, out problem);
        if (pinned is null)
            problems.Add(problem!);
        foreach (var terminal in site.Terminals)
        {
            var path = places.Own(terminal.Name);
            if (File.Exists(path))
                AddOwn(terminal.Name, path);
            if (pinned is not null && !pinned.Keys.Any(key => key.Host == terminal.Name))
                problems.Add($"No key of {terminal.Name} is pinned: nothing it says would be believed. 'powerctl keys new' makes one.");
        }

        foreach (var key in pinned?.Keys ?? [])
            keys.Add(new ListedKey("pinned", key.Host, "accepted", key.Made, key.Fingerprint));
        foreach (var host in (pinned?.Keys ?? []).Select(key => key.Host).Distinct(StringComparer.Ordinal).Where(host => !IsHost(site, host)))
            problems.Add($"A key is pinned for {host}, which the configuration does not have: it does no harm, and is not needed.");
        return new KeyList(keys.ToImmutable(), problems.ToImmutable());

        void AddOwn(string terminal, string path)
        {
            if (KeyFiles.ReadOwn(path, terminal, out var refused) is { } own)
                keys.AddRange(own.Keys.Select(key => new ListedKey("own", terminal, Word(key.Role), key.Made, key.Fingerprint)));
            else
                problems.Add(refused!);
        }
    }

    private static bool IsHost(Site site, string host) => site.Terminals.Any(terminal => terminal.Name == host) || site.Nodes.Any(node => node.Name == host);

    private static string Word(KeyRole role) => role switch
    {
        KeyRole.Present => "present",
        KeyRole.Next => "next",
        _ => "old",
    };
}
