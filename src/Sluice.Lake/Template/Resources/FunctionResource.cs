namespace Sluice.Lake.Template.Resources;

/// <summary>A Lambda function.</summary>
public sealed record FunctionResource
{
    /// <summary>Its name in the template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>What runs: <c>Assembly::Namespace.Type::Method</c>.</summary>
    public required string Handler { get; init; }

    /// <summary>The runtime: <c>dotnet10</c>.</summary>
    public string Runtime { get; init; } = "dotnet10";

    /// <summary>Its description.</summary>
    public string? Description { get; init; }

    /// <summary>How long an invocation may take. Lambda's default is three seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Memory, MB. Reported, not enforced.</summary>
    public int MemorySize { get; init; } = 128;

    /// <summary>The policies of its role, resolved, as JSON; null when it has none. The lake holds nobody to them.</summary>
    public System.Text.Json.Nodes.JsonNode? Policies { get; init; }

    /// <summary>Its environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
