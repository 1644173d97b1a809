using System.Net;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.S3;

/// <summary>An error in S3's terms. Made by <see cref="S3Errors"/>, the catalogue of them.</summary>
/// <param name="code">S3's code: <c>NoSuchKey</c>.</param>
/// <param name="message">S3's message, with what it is about.</param>
/// <param name="status">The HTTP status.</param>
/// <param name="details">Further elements of the error's XML, such as <c>Key</c> and <c>BucketName</c>.</param>
public sealed class S3Exception(string code, string message, HttpStatusCode status, params (string Name, string Value)[] details)
    : AwsServiceException(code, message, status)
{
    /// <summary>Further elements of the error's XML, such as <c>Key</c> and <c>BucketName</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; } = details;
}
