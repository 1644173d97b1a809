using System.Text.Json.Serialization;

namespace Sluice.Lake.Secrets.Operations;

/// <summary>A secret without its value.</summary>
internal record SecretDescription
{
    [JsonPropertyName("ARN")]
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<SecretTag>? Tags { get; init; }

    public required DateTimeOffset CreatedDate { get; init; }

    public required DateTimeOffset LastChangedDate { get; init; }
}
