using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Runtime.History;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>What follows the site: settings complete, defaults filled in.</summary>
internal sealed class FollowerResolver(Site site, YamlErrors errors)
{
    private const int PostgresPort = 5432;
    private const string PostgresName = "powercontroller";

    public FollowerSettings Resolve(SiteDocument written) => new(History(written.History), new NotificationResolver(site, errors).Resolve(written.Notifications), GatewayResolver.Resolve(written.Gateways, errors));

    private static HistorySettings History(HistoryDocument? written)
    {
        var usual = HistorySettings.Usual;
        return new HistorySettings(written?.File ?? usual.File, written?.Detail ?? usual.Detail, written?.Hourly ?? usual.Hourly, Postgres(written?.Postgres));
    }

    private static PostgresConnection? Postgres(PostgresDocument? written) => written is null
        ? null
        : new PostgresConnection(
            written.Host, written.Port ?? PostgresPort, written.Database ?? PostgresName, written.User ?? PostgresName, Secrets.Of(written.Password), written.Tls ?? false);
}
