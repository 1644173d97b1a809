using System.Text.Json.Nodes;
using Sluice.Lake.Glue.Connections;

namespace Sluice.Lake.Glue.Operations;

/// <summary>A connection as Glue shows it: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_Connection.html"/>. The lake's hold no password.</summary>
internal sealed record ConnectionDescription
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string ConnectionType { get; init; }

    public IReadOnlyList<string>? MatchCriteria { get; init; }

    public required IReadOnlyDictionary<string, string> ConnectionProperties { get; init; }

    public JsonObject? PhysicalConnectionRequirements { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public required DateTimeOffset LastUpdatedTime { get; init; }

    public required string Status { get; init; }

    internal static ConnectionDescription Of(ConnectionRecord record) => new()
    {
        Name = record.Input.Name,
        Description = record.Input.Description,
        ConnectionType = record.Input.ConnectionType,
        MatchCriteria = record.Input.MatchCriteria,
        ConnectionProperties = record.Input.ConnectionProperties,
        PhysicalConnectionRequirements = record.Input.PhysicalConnectionRequirements?.DeepClone().AsObject(),
        CreationTime = record.CreationTime,
        LastUpdatedTime = record.LastUpdatedTime,
        Status = "READY",
    };
}
