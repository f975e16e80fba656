using PowerController.Model.Sites;
using PowerController.Snmp.Security;

namespace PowerController.Runtime.Notifications;

/// <summary>A user of SNMP v3 as the engine wants it.</summary>
public static class SnmpUsers
{
    public static UsmUser Of(UserAccess user, Func<SecretSource, string> secret) => new(
        user.User,
        Enum.Parse<AuthProtocol>(user.Authentication.ToString()), user.AuthenticationSecret is { } authentication ? secret(authentication) : "",
        Enum.Parse<PrivProtocol>(user.Privacy.ToString()), user.PrivacySecret is { } privacy ? secret(privacy) : "");
}
