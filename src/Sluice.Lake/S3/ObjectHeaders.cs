using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Lake.S3.Bodies;

namespace Sluice.Lake.S3;

/// <summary>The headers that are kept with an object: read from the request that writes it, sent with its bytes.</summary>
internal static class ObjectHeaders
{
    private const string MetadataPrefix = "x-amz-meta-";
    private const int LargestMetadata = 2048;

    private static readonly string[] Kept = ["Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    private static readonly (string Parameter, string Header)[] Overrides =
    [
        ("response-cache-control", "Cache-Control"),
        ("response-content-disposition", "Content-Disposition"),
        ("response-content-encoding", "Content-Encoding"),
        ("response-content-language", "Content-Language"),
        ("response-content-type", "Content-Type"),
        ("response-expires", "Expires"),
    ];

    /// <summary>The query parameters that override headers of an answer.</summary>
    public static IEnumerable<string> OverrideParameters => Overrides.Select(pair => pair.Parameter);

    /// <summary>User metadata, names in lower case.</summary>
    /// <exception cref="S3Exception"><c>MetadataTooLarge</c>.</exception>
    public static IReadOnlyDictionary<string, string> Metadata(S3Request request)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var all = request.Http.Request.Headers.Concat(request.Http.Request.Query);
        foreach (var (name, values) in all.Where(pair => pair.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase)))
        {
            metadata[name[MetadataPrefix.Length..].ToLowerInvariant()] = Decode(values.ToString());
        }

        var size = metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        return size <= LargestMetadata ? metadata : throw S3Errors.MetadataTooLarge(size, LargestMetadata);
    }

    /// <summary>The standard headers that S3 keeps.</summary>
    public static IReadOnlyDictionary<string, string> Standard(S3Request request)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Kept)
        {
            if (request.Header(name) is { Length: > 0 } value && (name == "Content-Encoding" ? WithoutChunked(value) : value) is { Length: > 0 } kept)
            {
                headers[name] = kept;
            }
        }

        return headers;
    }

    /// <summary>Sets what an answer says about an object.</summary>
    public static void Send(S3Request request, StoredObject stored, bool withChecksums)
    {
        var headers = request.Response.Headers;
        headers.ETag = stored.ETag;
        headers.LastModified = stored.LastModified.ToString("R", CultureInfo.InvariantCulture);
        headers.AcceptRanges = "bytes";
        headers.ContentType = stored.ContentType;
        foreach (var (name, value) in stored.Headers)
        {
            headers[name] = Encode(value);
        }

        foreach (var (name, value) in stored.Metadata)
        {
            headers[MetadataPrefix + name] = Encode(value);
        }

        foreach (var (parameter, header) in Overrides)
        {
            if (request.Parameter(parameter) is { } value)
            {
                headers[header] = Encode(value);
            }
        }

        if (withChecksums)
        {
            SendChecksums(request, stored.Checksums);
        }
    }

    /// <summary>Sets checksums and their type.</summary>
    public static void SendChecksums(S3Request request, IReadOnlyDictionary<string, string> checksums, bool withType = true)
    {
        foreach (var (name, value) in checksums)
        {
            request.Response.Headers["x-amz-checksum-" + name.ToLowerInvariant()] = value;
            if (withType)
            {
                request.Response.Headers["x-amz-checksum-type"] = ChecksumType.Of(value);
            }
        }
    }

    // "aws-chunked" says how the request was sent, not what the object is.
    private static string WithoutChunked(string encodings) => string.Join(
        ",",
        encodings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(encoding => !encoding.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase)));

    // S3 sends what is not ASCII as RFC 2047 does, and takes it so.
    private static string Encode(string value) =>
        Ascii.IsValid(value) ? value : $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";

    private static string Decode(string value)
    {
        const string Start = "=?UTF-8?B?";
        if (!value.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || !value.EndsWith("?=", StringComparison.Ordinal))
        {
            return value;
        }

        var encoded = value.AsSpan()[Start.Length..^2];
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64Chars(encoded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : value;
    }
}
