using Sluice.Lake.Protocol;

namespace Sluice.Lake.Secrets;

/// <summary>Reads secrets, for the services that are given a secret's name or ARN.</summary>
public interface ISecrets
{
    /// <summary>A secret's current value.</summary>
    /// <exception cref="AwsServiceException">There is no such secret, or it has no value that is text. The message does not say a value.</exception>
    string ReadText(string id);
}
