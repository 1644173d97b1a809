using System.Net;

namespace Sluice.Lake.S3;

/// <summary>
/// Every error that the store and its protocol answer with, in S3's codes
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</see>).
/// </summary>
internal static class S3Errors
{
    public static S3Exception NoSuchBucket(string bucket) => new(
        "NoSuchBucket", "The specified bucket does not exist", HttpStatusCode.NotFound, ("BucketName", bucket));

    public static S3Exception NoSuchKey(string key) => new(
        "NoSuchKey", "The specified key does not exist.", HttpStatusCode.NotFound, ("Key", key));

    public static S3Exception BucketNotEmpty(string bucket) => new(
        "BucketNotEmpty", "The bucket you tried to delete is not empty", HttpStatusCode.Conflict, ("BucketName", bucket));

    public static S3Exception InvalidBucketName(string bucket, string rule) => new(
        "InvalidBucketName", $"The specified bucket is not valid: {rule}", HttpStatusCode.BadRequest, ("BucketName", bucket));

    public static S3Exception KeyTooLong(int bytes, int limit) => new(
        "KeyTooLongError", "Your key is too long", HttpStatusCode.BadRequest, ("Size", $"{bytes}"), ("MaxSizeAllowed", $"{limit}"));

    public static S3Exception InvalidUri(string problem) => new(
        "InvalidURI", $"Couldn't parse the specified URI: {problem}", HttpStatusCode.BadRequest);

    public static S3Exception PreconditionFailed(string condition) => new(
        "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", HttpStatusCode.PreconditionFailed, ("Condition", condition));

    public static S3Exception NotImplemented(string what) => new(
        "NotImplemented", $"The lake does not implement {what}.", HttpStatusCode.NotImplemented);

    public static S3Exception MethodNotAllowed(string method, string resource) => new(
        "MethodNotAllowed", "The specified method is not allowed against this resource.", HttpStatusCode.MethodNotAllowed, ("Method", method), ("ResourceType", resource));

    public static S3Exception InvalidRequest(string message) => new("InvalidRequest", message, HttpStatusCode.BadRequest);

    public static S3Exception InvalidArgument(string name, string? value, string message) => new(
        "InvalidArgument", message, HttpStatusCode.BadRequest, ("ArgumentName", name), ("ArgumentValue", value ?? ""));

    public static S3Exception MalformedXml(string problem) => new(
        "MalformedXML", $"The XML you provided was not well-formed or did not validate against our published schema: {problem}", HttpStatusCode.BadRequest);

    public static S3Exception MaxMessageLengthExceeded(int limit) => new(
        "MaxMessageLengthExceeded", "Your request was too big.", HttpStatusCode.BadRequest, ("MaxMessageLengthBytes", $"{limit}"));

    public static S3Exception MissingContentLength() => new(
        "MissingContentLength", "You must provide the x-amz-decoded-content-length HTTP header with an aws-chunked body.", HttpStatusCode.LengthRequired);

    public static S3Exception IncompleteBody() => new(
        "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header", HttpStatusCode.BadRequest);

    public static S3Exception InvalidChunk(string problem) => new(
        "InvalidChunkSizeError", $"The aws-chunked body cannot be read: {problem}.", HttpStatusCode.BadRequest);

    public static S3Exception MalformedTrailer(string problem) => new(
        "MalformedTrailerError", $"The request contained trailing data that was not well-formed or did not conform to our published schema: {problem}.", HttpStatusCode.BadRequest);

    public static S3Exception EntityTooLarge(long size, long limit) => new(
        "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", HttpStatusCode.BadRequest, ("ProposedSize", $"{size}"), ("MaxSizeAllowed", $"{limit}"));

    public static S3Exception EntityTooSmall(int part, string etag, long size, long minimum) => new(
        "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", HttpStatusCode.BadRequest,
        ("ProposedSize", $"{size}"), ("MinSizeAllowed", $"{minimum}"), ("PartNumber", $"{part}"), ("ETag", etag));

    public static S3Exception InvalidDigest(string value) => new(
        "InvalidDigest", "The Content-MD5 you specified was invalid.", HttpStatusCode.BadRequest, ("Content-MD5", value));

    public static S3Exception BadDigest(string what, string expected, string computed) => new(
        "BadDigest", $"The {what} you specified did not match the calculated checksum.", HttpStatusCode.BadRequest, ("ExpectedDigest", expected), ("CalculatedDigest", computed));

    public static S3Exception ContentSha256Mismatch(string client) => new(
        "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.", HttpStatusCode.BadRequest, ("ClientComputedContentSHA256", client));

    public static S3Exception MetadataTooLarge(int size, int limit) => new(
        "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", HttpStatusCode.BadRequest, ("Size", $"{size}"), ("MaxSizeAllowed", $"{limit}"));

    public static S3Exception InvalidRange(string range, long size) => new(
        "InvalidRange", "The requested range is not satisfiable", HttpStatusCode.RequestedRangeNotSatisfiable, ("RangeRequested", range), ("ActualObjectSize", $"{size}"));

    public static S3Exception NoSuchUpload(string uploadId) => new(
        "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.", HttpStatusCode.NotFound, ("UploadId", uploadId));

    public static S3Exception InvalidPart(int part, string? etag) => new(
        "InvalidPart", "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        HttpStatusCode.BadRequest, ("PartNumber", $"{part}"), ("ETag", etag ?? ""));

    public static S3Exception InvalidPartOrder() => new(
        "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.", HttpStatusCode.BadRequest);

    public static S3Exception BucketAlreadyOwnedByYou(string bucket) => new(
        "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.", HttpStatusCode.Conflict, ("BucketName", bucket));

    public static S3Exception IllegalLocationConstraint(string location, string region) => new(
        "IllegalLocationConstraintException", $"The {location} location constraint is incompatible for the region specific endpoint this request was sent to: the lake is {region}.", HttpStatusCode.BadRequest);

    public static S3Exception AccessDenied(string reason) => new("AccessDenied", $"Access Denied: {reason}", HttpStatusCode.Forbidden);

    public static S3Exception Expired(params (string Name, string Value)[] details) => new("AccessDenied", "Request has expired", HttpStatusCode.Forbidden, details);

    public static S3Exception QueryParameters(string problem) => new("AuthorizationQueryParametersError", problem, HttpStatusCode.BadRequest);

    public static S3Exception InternalError(string what) => new(
        "InternalError", $"We encountered an internal error. Please try again. ({what})", HttpStatusCode.InternalServerError);
}
