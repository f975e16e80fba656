using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Schema;

namespace PowerController.Runtime.Configuration;

/// <summary>The JSON Schema of site.yaml, by which editors complete and check it.</summary>
public static class SiteSchema
{
    /// <summary>The schema's text, as it stands in config/schema/site.schema.json.</summary>
    public static string Generate() => YamlSchema.Generate<SiteDocument>("PowerController site", SiteVocabulary.Instance);
}
