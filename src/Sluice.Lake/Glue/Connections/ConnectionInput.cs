using System.Text.Json.Nodes;

namespace Sluice.Lake.Glue.Connections;

/// <summary>A connection as it was created or updated: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_ConnectionInput.html"/>.</summary>
internal sealed record ConnectionInput
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>A description.</summary>
    public string? Description { get; init; }

    /// <summary><c>JDBC</c>.</summary>
    public required string ConnectionType { get; init; }

    /// <summary>Not used by the lake; kept.</summary>
    public IReadOnlyList<string>? MatchCriteria { get; init; }

    /// <summary>What it connects to and which secret it does so with.</summary>
    public required IReadOnlyDictionary<string, string> ConnectionProperties { get; init; }

    /// <summary>Subnet and security groups. The lake connects from this machine; kept.</summary>
    public JsonObject? PhysicalConnectionRequirements { get; init; }
}
