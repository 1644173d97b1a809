namespace Sluice.Lake.Secrets.Operations;

/// <summary><see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html"/>.</summary>
internal sealed class UpdateSecret(SecretStore store) : SecretsOperation<UpdateSecret.Request, ChangedSecret>(store)
{
    /// <inheritdoc/>
    protected override ChangedSecret Handle(Request request)
    {
        SecretRules.CheckToken(request.ClientRequestToken);
        SecretRules.CheckValue(Name, request.SecretString, request.SecretBinary, required: false);
        var record = Store.Get(request.SecretId);
        if (request.Description is { } description)
        {
            record = Store.Describe(request.SecretId, description);
        }

        return request.SecretString is null && request.SecretBinary is null
            ? ChangedSecret.Of(record) with { VersionId = null }
            : ChangedSecret.Of(Store.Put(request.SecretId, Store.Version(request.ClientRequestToken, request.SecretString, request.SecretBinary)));
    }

    internal sealed record Request
    {
        public required string SecretId { get; init; }

        public string? ClientRequestToken { get; init; }

        public string? Description { get; init; }

        public string? SecretString { get; init; }

        public byte[]? SecretBinary { get; init; }
    }
}
