using System.Text.Json.Serialization;

namespace Sluice.Lake.Secrets.Operations;

/// <summary>What CreateSecret, UpdateSecret and PutSecretValue answer.</summary>
internal sealed record ChangedSecret
{
    [JsonPropertyName("ARN")]
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public string? VersionId { get; init; }

    public IReadOnlyList<string>? VersionStages { get; init; }

    internal static ChangedSecret Of(SecretRecord record) => new() { Arn = record.Arn, Name = record.Name, VersionId = record.Current?.Id };
}
