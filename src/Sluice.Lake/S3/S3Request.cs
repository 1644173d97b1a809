using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Sluice.Lake.S3;

/// <summary>A request as S3 reads it.</summary>
internal sealed class S3Request(HttpContext http, S3Address address, string id)
{
    public HttpContext Http { get; } = http;

    public HttpResponse Response => Http.Response;

    /// <summary>What the answer's <c>x-amz-request-id</c> says.</summary>
    public string Id { get; } = id;

    public S3Address Address { get; } = address;

    /// <summary>The bucket; only for operations on a bucket or an object.</summary>
    public string Bucket => Address.Bucket ?? throw S3Errors.InvalidUri("the request names no bucket.");

    /// <summary>The key; only for operations on an object.</summary>
    public string Key => Address.Key ?? throw S3Errors.InvalidUri("the request names no key.");

    /// <summary>A query parameter; null when it is not there.</summary>
    public string? Parameter(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>A header; null when it is not there. Presigned URLs carry <c>x-amz-</c> headers as query parameters.</summary>
    public string? Header(string name)
    {
        if (Http.Request.Headers.TryGetValue(name, out var values))
        {
            return values.ToString();
        }

        return name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) ? Parameter(name) : null;
    }

    /// <summary>A header with a date of HTTP's; null when it is not there or no date.</summary>
    public DateTimeOffset? DateHeader(string name) =>
        DateTimeOffset.TryParse(Header(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    /// <summary>A count in the query, at most <paramref name="largest"/>, which is also what it is by default.</summary>
    public int Count(string name, int largest)
    {
        if (Parameter(name) is not { Length: > 0 } text)
        {
            return largest;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? Math.Min(value, largest)
            : throw S3Errors.InvalidArgument(name, text, $"Provided {name} not an integer or within integer range");
    }

    /// <summary>The condition on which the object is to be written: <c>If-None-Match: *</c> or <c>If-Match</c>.</summary>
    public WriteCondition WriteCondition()
    {
        var absent = Header("If-None-Match");
        if (absent is not (null or "*"))
        {
            throw S3Errors.NotImplemented("If-None-Match with an entity tag on a write; S3 takes only '*'");
        }

        return new WriteCondition(absent is not null, Header("If-Match"));
    }
}
