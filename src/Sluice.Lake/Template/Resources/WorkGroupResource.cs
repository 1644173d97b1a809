namespace Sluice.Lake.Template.Resources;

/// <summary>An Athena work group.</summary>
public sealed record WorkGroupResource
{
    /// <summary>Its name in the template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its description.</summary>
    public string? Description { get; init; }

    /// <summary>Whether its settings override the client's. CloudFormation's default is true.</summary>
    public bool EnforceWorkGroupConfiguration { get; init; } = true;

    /// <summary>Where results go: <c>s3://bucket/prefix/</c>.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>The bytes after which a query is cancelled; at least 10,000,000.</summary>
    public long? BytesScannedCutoffPerQuery { get; init; }

    /// <summary><c>AUTO</c> or <c>Athena engine version 3</c>.</summary>
    public string? EngineVersion { get; init; }
}
