using System.Text.Json.Serialization;

namespace Sluice.Local.Lineage;

/// <summary>An object that holds a source row.</summary>
public sealed record SourceFile
{
    /// <summary>The exec_date whose row it holds.</summary>
    [JsonPropertyName("exec_date")]
    public required string ExecDate { get; init; }

    /// <summary>The object that the table reads, <c>s3://…</c>.</summary>
    [JsonPropertyName("object")]
    public required string Object { get; init; }

    /// <summary>The file that arrived and that the object is a copy of, <c>s3://…</c>; null where the table reads what arrived itself.</summary>
    [JsonPropertyName("incoming_file")]
    public string? IncomingFile { get; init; }
}
