using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;

namespace PowerController.Runtime.Configuration.Resolving;

internal static class Secrets
{
    [return: NotNullIfNotNull(nameof(written))]
    public static SecretSource? Of(SecretDocument? written) => written switch
    {
        null => null,
        SecretFileDocument file => new SecretFile(file.Path),
        SecretVariableDocument variable => new SecretVariable(variable.Variable),
        _ => throw new UnreachableException(),
    };

    /// <summary>A secret that had to be given; where it is missing that has been complained about.</summary>
    public static SecretSource Required(SecretDocument? written) => Of(written) ?? new SecretFile("");
}
