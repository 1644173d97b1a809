using Sluice.Lake.Hosting;

namespace Sluice.Lake.Template;

/// <summary>What a deployment gives a template: where, as which stack, with which parameters.</summary>
public sealed record TemplateContext
{
    /// <summary>The account and region.</summary>
    public LakeIdentity Identity { get; init; } = new();

    /// <summary>The stack's name, <c>AWS::StackName</c>.</summary>
    /// <value><c>sluice</c></value>
    public string StackName { get; init; } = "sluice";

    /// <summary>Values for parameters, instead of their defaults.</summary>
    public IReadOnlyDictionary<string, string> ParameterOverrides { get; init; } = new Dictionary<string, string>();
}
