using System.Text.Json.Serialization;
using Sluice.Lake.Time;

namespace Sluice.Lake.Secrets.Operations;

/// <summary>
/// <see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html"/>, at once: the lake has no
/// recovery window.
/// </summary>
internal sealed class DeleteSecret(SecretStore store, LakeTime time) : SecretsOperation<DeleteSecret.Request, DeleteSecret.Response>(store)
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        if (request.ForceDeleteWithoutRecovery is not true)
        {
            throw SecretsErrors.InvalidParameter(
                "The lake keeps no deleted secrets for recovery: say --force-delete-without-recovery.");
        }

        var deleted = Store.Delete(request.SecretId);
        return new Response { Arn = deleted.Arn, Name = deleted.Name, DeletionDate = time.Now };
    }

    internal sealed record Request
    {
        public required string SecretId { get; init; }

        public bool? ForceDeleteWithoutRecovery { get; init; }
    }

    internal sealed record Response
    {
        [JsonPropertyName("ARN")]
        public required string Arn { get; init; }

        public required string Name { get; init; }

        public required DateTimeOffset DeletionDate { get; init; }
    }
}
