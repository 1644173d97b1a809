using System.Net;

namespace Sluice.Lake.Protocol;

/// <summary>An error that an emulated service answers with, in that service's own code.</summary>
/// <param name="code">The service's error code, <c>EntityNotFoundException</c>: <c>Retry</c> and <c>Catch</c> match on it.</param>
/// <param name="message">What was wrong, with what, and what to do.</param>
/// <param name="status">The HTTP status; most JSON services answer 400 for every client error.</param>
public class AwsServiceException(string code, string message, HttpStatusCode status = HttpStatusCode.BadRequest)
    : Exception(message)
{
    private static readonly Dictionary<string, string> NoMembers = [];

    /// <summary>The service's error code.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status of the answer.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>What the answer has beside code and message, by name.</summary>
    public virtual IReadOnlyDictionary<string, string> Members => NoMembers;
}
