using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Secrets.Operations;
using Sluice.Lake.Storage;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Lake.Secrets;

/// <summary>Secrets Manager: the operations that a person or a deployment needs to give a database's password to the lake.</summary>
public sealed class SecretsService : IDisposable
{
    private readonly SecretStore store;

    private SecretsService(SecretStore store, LakeTime time)
    {
        this.store = store;
        Json = new JsonService(
            "secretsmanager",
            "secretsmanager",
            "application/x-amz-json-1.1",
            [
                new CreateSecret(store),
                new PutSecretValue(store),
                new UpdateSecret(store),
                new GetSecretValue(store),
                new DescribeSecret(store),
                new ListSecrets(store),
                new DeleteSecret(store, time),
            ]);
    }

    /// <summary>Secrets Manager's protocol.</summary>
    public IJsonService Json { get; }

    /// <summary>The secrets, for the other services.</summary>
    public ISecrets Secrets => store;

    /// <summary>Builds the service.</summary>
    public static SecretsService Create(LakeFolder folder, LakeTime time, LakeIdentity identity) =>
        new(new SecretStore(folder, time, identity), time);

    /// <summary>
    /// Creates a secret that the template declares. One that is there keeps its value: as on AWS, whoever put another one meant it.
    /// </summary>
    public void Ensure(SecretResource secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (store.All().FirstOrDefault(found => found.Name == secret.Name) is { } existing)
        {
            if (secret.Description is { } description && description != existing.Description)
            {
                store.Describe(secret.Name, description);
            }

            return;
        }

        SecretRules.CheckName(secret.Name);
        store.Create(secret.Name, secret.Description, null, secret.InitialValue() is { } value ? store.Version(null, value, null) : null);
    }

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();
}
