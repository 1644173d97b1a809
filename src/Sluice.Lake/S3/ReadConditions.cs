using Microsoft.AspNetCore.Http;

namespace Sluice.Lake.S3;

/// <summary>The conditions and the range of a read (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html">conditional reads</see>).</summary>
internal static class ReadConditions
{
    /// <summary>Sets the answer's status and headers, and says which bytes are to be sent; null when there are none to send (304).</summary>
    public static ByteRange? Answer(S3Request request, StoredObject stored)
    {
        if (!Changed(request, stored, ""))
        {
            ObjectHeaders.Send(request, stored, withChecksums: false);
            request.Response.StatusCode = StatusCodes.Status304NotModified;
            return null;
        }

        var range = request.Header("If-Range") is { } tag && tag != stored.ETag ? null : ByteRange.Parse(request.Header("Range"), stored.Size);
        var checksums = range is null && string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase);
        ObjectHeaders.Send(request, stored, checksums);
        if (range is not var (offset, length))
        {
            return new ByteRange(0, stored.Size);
        }

        request.Response.StatusCode = StatusCodes.Status206PartialContent;
        request.Response.Headers.ContentRange = $"bytes {offset}-{offset + length - 1}/{stored.Size}";
        return range;
    }

    /// <summary>Throws <c>PreconditionFailed</c> unless the source of a copy is as the request wants it.</summary>
    public static void CheckCopySource(S3Request request, StoredObject source)
    {
        if (!Changed(request, source, "x-amz-copy-source-"))
        {
            throw S3Errors.PreconditionFailed("x-amz-copy-source-If-None-Match");
        }
    }

    // False when If-None-Match or If-Modified-Since says that the reader has it already. A tag takes precedence over a date.
    private static bool Changed(S3Request request, StoredObject stored, string prefix)
    {
        if (request.Header(prefix + "If-Match") is { } match)
        {
            if (!Matches(match, stored.ETag))
            {
                throw S3Errors.PreconditionFailed(prefix + "If-Match");
            }
        }
        else if (request.DateHeader(prefix + "If-Unmodified-Since") is { } unmodified && stored.LastModified > unmodified)
        {
            throw S3Errors.PreconditionFailed(prefix + "If-Unmodified-Since");
        }

        return request.Header(prefix + "If-None-Match") is { } none
            ? !Matches(none, stored.ETag)
            : !(request.DateHeader(prefix + "If-Modified-Since") is { } modified && stored.LastModified <= modified);
    }

    private static bool Matches(string tags, string etag) =>
        tags.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Trim('"') == etag.Trim('"'));
}
