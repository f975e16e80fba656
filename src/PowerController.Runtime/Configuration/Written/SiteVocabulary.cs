using PowerController.Model.Units;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Written;

/// <summary>How a site's values are written.</summary>
internal static class SiteVocabulary
{
    public static YamlVocabulary Instance { get; } = YamlVocabulary.Plain
        .With(new QuantityForm<Percent>("a percentage", "%", number => new Percent(number), percent => percent.Value))
        .With(new QuantityForm<Volts>("a voltage", "V", number => new Volts(number), volts => volts.Value))
        .With(new QuantityForm<Celsius>("a temperature", "C", number => new Celsius(number), celsius => celsius.Value))
        .With(new NeedsForm())
        .With(new PatienceForm())
        .With(new CommandForm());
}
