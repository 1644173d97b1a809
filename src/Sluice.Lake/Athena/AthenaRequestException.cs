using Sluice.Lake.Protocol;

namespace Sluice.Lake.Athena;

/// <summary><c>InvalidRequestException</c>, which carries a second code beside its message.</summary>
/// <param name="athenaErrorCode">The second code.</param>
/// <param name="message">What is wrong.</param>
public sealed class AthenaRequestException(string athenaErrorCode, string message)
    : AwsServiceException(AthenaErrors.InvalidRequest, message)
{
    /// <summary>What the answer's <c>AthenaErrorCode</c> says: <c>INVALID_INPUT</c>, <c>MALFORMED_QUERY</c> …</summary>
    public string AthenaErrorCode { get; } = athenaErrorCode;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Members => new Dictionary<string, string> { ["AthenaErrorCode"] = AthenaErrorCode };
}
