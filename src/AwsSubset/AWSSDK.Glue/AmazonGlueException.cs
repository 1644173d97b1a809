#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.Glue;

/// <summary>An error that Glue answered with; the base of those that have a name.</summary>
public class AmazonGlueException : AmazonServiceException
{
    /// <inheritdoc/>
    public AmazonGlueException()
    {
    }

    /// <inheritdoc/>
    public AmazonGlueException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public AmazonGlueException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public AmazonGlueException(Exception innerException)
        : base(innerException)
    {
    }

    /// <inheritdoc/>
    public AmazonGlueException(
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
    public AmazonGlueException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
