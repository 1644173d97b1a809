namespace Sluice.Lake.Secrets.Operations;

/// <summary><see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html"/>.</summary>
internal sealed class PutSecretValue(SecretStore store) : SecretsOperation<PutSecretValue.Request, ChangedSecret>(store)
{
    /// <inheritdoc/>
    protected override ChangedSecret Handle(Request request)
    {
        SecretRules.CheckToken(request.ClientRequestToken);
        SecretRules.CheckValue(Name, request.SecretString, request.SecretBinary, required: true);
        if (request.VersionStages is { } stages && !stages.SequenceEqual([SecretRecord.CurrentStage]))
        {
            throw SecretsErrors.InvalidParameter("VersionStages: the lake knows AWSCURRENT for a new value. Leave it out.");
        }

        var record = Store.Put(request.SecretId, Store.Version(request.ClientRequestToken, request.SecretString, request.SecretBinary));
        return ChangedSecret.Of(record) with { VersionStages = [SecretRecord.CurrentStage] };
    }

    internal sealed record Request
    {
        public required string SecretId { get; init; }

        public string? ClientRequestToken { get; init; }

        public string? SecretString { get; init; }

        public byte[]? SecretBinary { get; init; }

        public IReadOnlyList<string>? VersionStages { get; init; }
    }
}
