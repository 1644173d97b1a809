using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sluice.Lake.S3;

/// <summary>The bucket and key that a request is about: in the path (<c>/bucket/key</c>), or the bucket in the host's name (<c>bucket.localhost</c>).</summary>
/// <param name="Bucket">The bucket; null for a request about the service.</param>
/// <param name="Key">The key; null for a request about a bucket.</param>
internal readonly record struct S3Address(string? Bucket, string? Key)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the address from the request's target as it was sent: <c>..</c> and <c>%2F</c> in a key are the key's own.</summary>
    public static S3Address Of(HttpRequest request)
    {
        var path = RawPath(request);
        if (HostBucket(request.Host.Host) is { } bucket)
        {
            return new S3Address(bucket, path.Length <= 1 ? null : Decode(path[1..]));
        }

        var rest = path.Length == 0 ? "" : path[1..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? rest : rest[..slash];
        var key = slash < 0 ? "" : rest[(slash + 1)..];
        return new S3Address(name.Length == 0 ? null : Decode(name), key.Length == 0 || name.Length == 0 ? null : Decode(key));
    }

    /// <summary>Takes percent-encoding off a path.</summary>
    /// <exception cref="S3Exception"><c>InvalidURI</c>: what is left is not UTF-8.</exception>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal) && Ascii.IsValid(text))
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '%' && index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(index + 1, 2), 16));
                index += 2;
            }
            else if (character == '%')
            {
                throw S3Errors.InvalidUri($"'%' at {index} of '{text}' is not followed by two hexadecimal digits.");
            }
            else
            {
                var length = char.IsHighSurrogate(character) && index + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(index, length)));
                index += length - 1;
            }
        }

        try
        {
            return StrictUtf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw S3Errors.InvalidUri($"'{text}' is not UTF-8 once decoded.");
        }
    }

    private static string RawPath(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (path.StartsWith('/'))
        {
            return path;
        }

        // The absolute form that goes to proxies: http://host/path.
        var authority = path.IndexOf("://", StringComparison.Ordinal);
        var slash = authority < 0 ? -1 : path.IndexOf('/', authority + 3);
        return slash < 0 ? "/" : path[slash..];
    }

    private static string? HostBucket(string host)
    {
        if (host.StartsWith("s3.", StringComparison.OrdinalIgnoreCase) || host.StartsWith("s3-", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = host.LastIndexOf(".s3.", StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            end = host.LastIndexOf(".s3-", StringComparison.OrdinalIgnoreCase);
        }

        if (end < 0 && host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            end = host.Length - ".localhost".Length;
        }

        return end > 0 ? host[..end] : null;
    }
}
