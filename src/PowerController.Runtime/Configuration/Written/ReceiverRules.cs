using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Written;

/// <summary>A mailbox. Strict, because it becomes part of a command to the mail server.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MailAddressAttribute : RuleAttribute
{
    private const int Longest = 254;

    public override string Pattern => @"^[^@<>\s\x00-\x1f]+@[A-Za-z0-9.\[\]:-]+$";

    public override Complaint? Check(object value) => value is string text && !Fits(text)
        ? new Complaint("is not a mail address.", "Write it like operator@example.com.")
        : null;

    private static bool Fits(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && text.Length <= Longest
            && !text.AsSpan(0, at).ContainsAny("@<> ") && !text.Any(char.IsControl) && !text.Any(char.IsWhiteSpace)
            && text.AsSpan(at + 1).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-[]:") < 0;
    }
}

/// <summary>An address on the web.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WebAddressAttribute : RuleAttribute
{
    public override string Pattern => "^https?://";

    public override Complaint? Check(object value) =>
        value is string text && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
            ? new Complaint("is not a web address.", "Write it like https://10.0.0.5/power, without a user in it.")
            : null;
}
