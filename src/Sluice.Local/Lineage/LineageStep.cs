using System.Text.Json.Serialization;

namespace Sluice.Local.Lineage;

/// <summary>A value that changed, and what it was computed from: further such values, or files.</summary>
public sealed record LineageStep
{
    /// <summary>The table, <c>database.table</c>.</summary>
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    /// <summary>Its layer.</summary>
    [JsonPropertyName("layer")]
    public required string Layer { get; init; }

    /// <summary>What tells the row from others.</summary>
    [JsonPropertyName("key")]
    public required IReadOnlyDictionary<string, string?> Key { get; init; }

    /// <summary>The column.</summary>
    [JsonPropertyName("attribute")]
    public required string Attribute { get; init; }

    /// <summary>Its value for the exec_date; null for none.</summary>
    [JsonPropertyName("curr_value")]
    public string? Current { get; init; }

    /// <summary>Its value for the exec_date before; null for none.</summary>
    [JsonPropertyName("prev_value")]
    public string? Previous { get; init; }

    /// <summary>The exec_date.</summary>
    [JsonPropertyName("exec_date")]
    public required string ExecDate { get; init; }

    /// <summary>The exec_date that it was compared with; null where neither the run kept it nor the catalog has an earlier one.</summary>
    [JsonPropertyName("previous_exec_date")]
    public string? PreviousExecDate { get; init; }

    /// <summary>The pipeline whose run recorded it.</summary>
    [JsonPropertyName("pipeline")]
    public required string Pipeline { get; init; }

    /// <summary>The run.</summary>
    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    /// <summary>The changed values that it is computed from, in the tables that its table is filled from.</summary>
    [JsonPropertyName("from")]
    public IReadOnlyList<LineageStep> From { get; init; } = [];

    /// <summary>How many more there are than <see cref="From"/> shows.</summary>
    [JsonPropertyName("more")]
    public int More { get; init; }

    /// <summary>The objects that hold the row, and the files that arrived; for a table that no statement fills.</summary>
    [JsonPropertyName("files")]
    public IReadOnlyList<SourceFile> Files { get; init; } = [];

    /// <summary>Why it goes no further, or less far than it could; null when there is nothing to say.</summary>
    [JsonPropertyName("note")]
    public string? Note { get; init; }
}
