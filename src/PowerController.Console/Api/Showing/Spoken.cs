using System.Diagnostics;
using System.Globalization;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;

namespace PowerController.Console.Api.Showing;

/// <summary>States in the words that operators know. The same in the API, on screens and in messages.</summary>
public static class Spoken
{
    public static string Of(UpsPower power) => power switch
    {
        UpsPower.Unknown => "not heard yet",
        UpsPower.Good => "normal",
        UpsPower.OnBattery => "on battery",
        UpsPower.Failed => "failed",
        UpsPower.Exhausting => "exhausting",
        UpsPower.OutputOff => "output off",
        UpsPower.Silent => "unreachable",
        _ => throw new UnreachableException(),
    };

    public static string Of(NodePower power) => power switch
    {
        NodePower.Unknown => "unknown",
        NodePower.Up => "normal",
        NodePower.ClusterStopping => "cluster stopping",
        NodePower.ClusterStopped => "cluster stopped",
        NodePower.OsStopping => "OS stopping",
        NodePower.Off => "off",
        NodePower.Starting => "starting",
        NodePower.Lost => "lost",
        _ => throw new UnreachableException(),
    };

    public static string Of(DiskPower power) => power switch
    {
        DiskPower.Unknown => "unknown",
        DiskPower.Warm => "warm",
        DiskPower.Cold => "cold",
        DiskPower.WarmingUp => "warming up",
        DiskPower.Dark => "dark",
        _ => throw new UnreachableException(),
    };

    public static string Of(Phase phase) => phase switch
    {
        Phase.Watching => "watching",
        Phase.Committed => "committed",
        Phase.StoppingCluster => "stopping cluster",
        Phase.StoppingOs => "stopping OS",
        Phase.ArmingCut => "arming cut",
        Phase.Dark => "dark",
        Phase.AwaitingPower => "awaiting power",
        Phase.WarmingUp => "warming up",
        Phase.StartingNodes => "starting nodes",
        Phase.ReJoining => "re-joining",
        Phase.Closed => "closed",
        _ => throw new UnreachableException(),
    };

    public static string? Of(CutStage stage) => stage switch
    {
        CutStage.None => null,
        CutStage.Ordered => "ordered",
        CutStage.Armed => "armed",
        CutStage.Done => "done",
        CutStage.Ignored => "ignored",
        CutStage.Impossible => "impossible",
        _ => throw new UnreachableException(),
    };

    public static string Of(ClusterWord word) => Kebab(word);

    public static IEnumerable<string> Of(Conditions conditions) =>
        Enum.GetValues<Conditions>().Where(one => one != Conditions.None && conditions.HasFlag(one)).Select(Words);

    /// <summary>`StopAndStart` becomes `stop-and-start`.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum => Joined(value.ToString(), '-');

    /// <summary>`LowBattery` becomes `low battery`.</summary>
    public static string Words<T>(T value)
        where T : struct, Enum => Joined(value.ToString(), ' ');

    /// <summary>`9 s`, `4 min 05 s`, `2 h 10 min`.</summary>
    public static string Duration(TimeSpan time)
    {
        var whole = TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
        return whole switch
        {
            { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{whole.TotalSeconds:0} s"),
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes} min {whole.Seconds:00} s"),
            { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours} h {whole.Minutes:00} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalDays} d {whole.Hours} h"),
        };
    }

    private static string Joined(string name, char by) => string.Concat(name.Select((letter, at) =>
        at > 0 && char.IsUpper(letter) ? $"{by}{char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));
}
