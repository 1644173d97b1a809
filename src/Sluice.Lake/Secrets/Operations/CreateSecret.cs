namespace Sluice.Lake.Secrets.Operations;

/// <summary><see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"/>.</summary>
internal sealed class CreateSecret(SecretStore store) : SecretsOperation<CreateSecret.Request, ChangedSecret>(store)
{
    /// <inheritdoc/>
    protected override ChangedSecret Handle(Request request)
    {
        SecretRules.CheckName(request.Name);
        SecretRules.CheckToken(request.ClientRequestToken);
        SecretRules.CheckValue(Name, request.SecretString, request.SecretBinary, required: false);
        var value = request.SecretString is null && request.SecretBinary is null
            ? null
            : Store.Version(request.ClientRequestToken, request.SecretString, request.SecretBinary);
        return ChangedSecret.Of(Store.Create(request.Name, request.Description, request.Tags, value));
    }

    internal sealed record Request
    {
        public required string Name { get; init; }

        public string? ClientRequestToken { get; init; }

        public string? Description { get; init; }

        public string? SecretString { get; init; }

        public byte[]? SecretBinary { get; init; }

        public IReadOnlyList<SecretTag>? Tags { get; init; }
    }
}
