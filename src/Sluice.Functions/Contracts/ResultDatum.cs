using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A value of a query's result. https://docs.aws.amazon.com/athena/latest/APIReference/API_Datum.html</summary>
public sealed record ResultDatum
{
    /// <summary>The value as text, whatever the column's type; null for NULL.</summary>
    [JsonPropertyName("VarCharValue")]
    public string? VarCharValue { get; init; }
}
