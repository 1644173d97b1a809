namespace Sluice.Lake.Secrets.Operations;

/// <summary><see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html"/>.</summary>
internal sealed class DescribeSecret(SecretStore store) : SecretsOperation<DescribeSecret.Request, DescribeSecret.Response>(store)
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        var record = Store.Get(request.SecretId);
        return new Response
        {
            Arn = record.Arn,
            Name = record.Name,
            Description = record.Description,
            Tags = record.Tags,
            CreatedDate = record.CreatedDate,
            LastChangedDate = record.LastChangedDate,
            VersionIdsToStages = record.Stages(),
        };
    }

    internal sealed record Request
    {
        public required string SecretId { get; init; }
    }

    internal sealed record Response : SecretDescription
    {
        public required IReadOnlyDictionary<string, IReadOnlyList<string>> VersionIdsToStages { get; init; }
    }
}
