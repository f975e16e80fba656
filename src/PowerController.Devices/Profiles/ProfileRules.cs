using PowerController.Yaml.Binding;

namespace PowerController.Devices.Profiles;

/// <summary>An object identifier: digits, or the name of an arc and digits.</summary>
internal sealed class OidRuleAttribute : RuleAttribute
{
    public override string Pattern => @"^([a-z][a-z0-9]*|[0-2])(\.([0-9]+|\{outlet\}))*$";

    public override Complaint? Check(object value) =>
        OidText.IsWellFormed((string)value) ? null : new Complaint("is not an object identifier.", "Write digits such as 1.3.6.1.2.1.33.1.4.1.0, or begin with the name of an arc: ups.4.1.0.");
}

/// <summary>The name of a profile.</summary>
internal sealed class ProfileNameRuleAttribute : RuleAttribute
{
    public override string Pattern => "^[a-z][a-z0-9-]*$";

    public override Complaint? Check(object value) =>
        value is string { Length: > 0 and <= Limits.ProfileNameCharacters } name && char.IsAsciiLetterLower(name[0])
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
            ? null
            : new Complaint("is not a profile's name.", "Write small letters, digits and '-', a letter first.");
}

/// <summary>Words of a state: one source at most, and conditions.</summary>
internal sealed class StateWordsRuleAttribute : RuleAttribute
{
    public override Complaint? Check(object value) => StateWords.TryParse((string)value, out _, out var remedy) ? null : new Complaint("is not a state.", remedy);
}
