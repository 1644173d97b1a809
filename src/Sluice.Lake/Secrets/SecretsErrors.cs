using Sluice.Lake.Protocol;

namespace Sluice.Lake.Secrets;

/// <summary>
/// Secrets Manager's errors, in one place, with its codes
/// (<see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html"/>). None says a secret's value.
/// </summary>
internal static class SecretsErrors
{
    internal static AwsServiceException NotFound(string id) => new(
        "ResourceNotFoundException",
        $"Secrets Manager can't find the secret {id}. aws secretsmanager list-secrets shows which there are.");

    internal static AwsServiceException NoValue(string id, string stage) => new(
        "ResourceNotFoundException", $"The secret {id} has no value with the staging label {stage}. Give it one with put-secret-value.");

    internal static AwsServiceException NoVersion(string id, string version) => new(
        "ResourceNotFoundException", $"The secret {id} has no version {version}. The lake keeps the current value and the one before.");

    internal static AwsServiceException Exists(string name) => new(
        "ResourceExistsException", $"The secret {name} already exists. Give it another value with put-secret-value.");

    internal static AwsServiceException TokenReused(string name) => new(
        "ResourceExistsException", $"The secret {name} has a version of that ClientRequestToken already, with another value.");

    internal static AwsServiceException InvalidParameter(string message) => new("InvalidParameterException", message);
}
