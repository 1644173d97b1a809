#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>The Amazon Cognito identity that invokes a function.</summary>
public interface ICognitoIdentity
{
    /// <summary>The identity's id.</summary>
    string IdentityId { get; }

    /// <summary>The id of the identity pool.</summary>
    string IdentityPoolId { get; }
}
