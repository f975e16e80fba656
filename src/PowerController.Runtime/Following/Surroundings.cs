using PowerController.Model.Effects;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Following;

/// <summary>What a follower of the site needs of the program around it.</summary>
/// <param name="Host">The name of this terminal.</param>
/// <param name="StateDirectory">Where it keeps what must outlive a restart.</param>
/// <param name="ConfigurationDirectory">What file names in the configuration count from.</param>
/// <param name="Secret">What a secret source holds.</param>
/// <param name="Tell">Writes an entry of the program into the diary.</param>
public sealed record Surroundings(
    string Host, string StateDirectory, string ConfigurationDirectory, Func<SecretSource, string> Secret, Action<Urgency, string> Tell, TimeProvider Time)
{
    /// <summary>A file that the configuration names; null stays null.</summary>
    public string? Configured(string? file) => file is null ? null : Path.Combine(ConfigurationDirectory, file);
}
