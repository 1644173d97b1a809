using System.Text.Json.Serialization;

namespace Sluice.Lake.Secrets.Operations;

/// <summary><see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html"/>.</summary>
internal sealed class GetSecretValue(SecretStore store) : SecretsOperation<GetSecretValue.Request, GetSecretValue.Response>(store)
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        var record = Store.Get(request.SecretId);
        var version = request switch
        {
            { VersionId: { } id } => new[] { record.Current, record.Previous }.FirstOrDefault(found => found?.Id == id)
                ?? throw SecretsErrors.NoVersion(record.Name, id),
            { VersionStage: null or SecretRecord.CurrentStage } => record.Current,
            { VersionStage: SecretRecord.PreviousStage } => record.Previous,
            _ => null,
        } ?? throw SecretsErrors.NoValue(record.Name, request.VersionStage ?? SecretRecord.CurrentStage);
        var stages = record.Stages()[version.Id];
        if (request is { VersionId: not null, VersionStage: { } stage } && !stages.Contains(stage))
        {
            throw SecretsErrors.NoValue(record.Name, stage);
        }

        return new Response
        {
            Arn = record.Arn,
            Name = record.Name,
            VersionId = version.Id,
            SecretString = version.SecretString,
            SecretBinary = version.SecretBinary,
            VersionStages = stages,
            CreatedDate = version.CreatedDate,
        };
    }

    internal sealed record Request
    {
        public required string SecretId { get; init; }

        public string? VersionId { get; init; }

        public string? VersionStage { get; init; }
    }

    internal sealed record Response
    {
        [JsonPropertyName("ARN")]
        public required string Arn { get; init; }

        public required string Name { get; init; }

        public required string VersionId { get; init; }

        public string? SecretString { get; init; }

        public byte[]? SecretBinary { get; init; }

        public required IReadOnlyList<string> VersionStages { get; init; }

        public required DateTimeOffset CreatedDate { get; init; }
    }
}
