using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>The markers and done-files that were made.</summary>
public sealed record CreateDoneFileOutput
{
    /// <summary>Their keys in the landing bucket; the run's own marker first; empty for a pipeline without dataset that none depends on.</summary>
    [JsonPropertyName("done_files")]
    public required IReadOnlyList<string> DoneFiles { get; init; }
}
