using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>Everything that an intrinsic function may refer to.</summary>
internal sealed record TemplateScope
{
    /// <summary>The deployment.</summary>
    public required TemplateContext Context { get; init; }

    /// <summary>Parameters with their values.</summary>
    public required TemplateParameters Parameters { get; init; }

    /// <summary>The <c>Mappings</c> section.</summary>
    public required MapNode? Mappings { get; init; }

    /// <summary>The <c>Conditions</c> section.</summary>
    public required MapNode? Conditions { get; init; }

    /// <summary>All resources, those whose condition does not hold among them.</summary>
    public required IReadOnlyDictionary<string, ResourceDeclaration> Resources { get; init; }
}
