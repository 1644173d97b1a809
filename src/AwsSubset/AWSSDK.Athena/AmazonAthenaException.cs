#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>An error that Athena answered with; the base of those that have a name.</summary>
public class AmazonAthenaException : AmazonServiceException
{
    /// <inheritdoc/>
    public AmazonAthenaException()
    {
    }

    /// <inheritdoc/>
    public AmazonAthenaException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public AmazonAthenaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public AmazonAthenaException(Exception innerException)
        : base(innerException)
    {
    }

    /// <inheritdoc/>
    public AmazonAthenaException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc/>
    public AmazonAthenaException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
