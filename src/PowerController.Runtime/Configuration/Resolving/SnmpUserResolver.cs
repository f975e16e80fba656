using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>Who we are to another SNMP program, or who it may be to us.</summary>
internal static class SnmpUserResolver
{
    /// <summary>A user, or a community of v2c.</summary>
    public static SnmpAccess Access(SnmpUserDocument? user, SecretDocument? community, YamlErrors errors) =>
        user is not null ? User(user, errors) : new CommunityAccess(Version1: false, Secrets.Of(community), null);

    public static UserAccess User(SnmpUserDocument user, YamlErrors errors)
    {
        var authentication = user.Authentication ?? SnmpAuthentication.None;
        var privacy = user.Privacy ?? SnmpPrivacy.None;
        if (authentication != SnmpAuthentication.None && user.AuthenticationSecret is null)
            errors.Add(user.At, $"The SNMP user '{user.Name}' authenticates, but has no pass phrase for it.", "Add 'authenticationSecret: { file: … }'.");
        if (authentication == SnmpAuthentication.None && user.AuthenticationSecret is not null)
            errors.Add(user.At, $"The SNMP user '{user.Name}' has a pass phrase for authentication, but does not authenticate.", "Add 'authentication: sha256', or what the other side uses.");
        if (privacy != SnmpPrivacy.None && user.PrivacySecret is null)
            errors.Add(user.At, $"The SNMP user '{user.Name}' encrypts, but has no pass phrase for it.", "Add 'privacySecret: { file: … }'.");
        if (privacy == SnmpPrivacy.None && user.PrivacySecret is not null)
            errors.Add(user.At, $"The SNMP user '{user.Name}' has a pass phrase for encryption, but does not encrypt.", "Add 'privacy: aes128', or what the other side uses.");
        if (privacy != SnmpPrivacy.None && authentication == SnmpAuthentication.None)
            errors.Add(user.At, $"The SNMP user '{user.Name}' encrypts without authentication, which SNMP v3 does not have.", "Add 'authentication: sha256', or what the other side uses.");
        return new UserAccess(user.Name, authentication, Secrets.Of(user.AuthenticationSecret), privacy, Secrets.Of(user.PrivacySecret));
    }
}
