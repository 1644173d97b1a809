using System.Globalization;

namespace Sluice.Lake.S3;

/// <summary>
/// The end of a presigned URL, of either version of signatures
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html"/>).
/// </summary>
internal static class PresignedUrl
{
    private const int LongestSeconds = 7 * 24 * 60 * 60;

    /// <summary>Refuses a request by a presigned URL that has ended.</summary>
    /// <exception cref="S3Exception"><c>AccessDenied</c>, <c>AuthorizationQueryParametersError</c>.</exception>
    public static void CheckTime(S3Request request, DateTimeOffset now)
    {
        if (request.Parameter("X-Amz-Expires") is { } lasts && request.Parameter("X-Amz-Date") is { } date)
        {
            if (!int.TryParse(lasts, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                throw S3Errors.QueryParameters("X-Amz-Expires should be a number");
            }

            if (seconds > LongestSeconds)
            {
                throw S3Errors.QueryParameters("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
            }

            if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
            {
                throw S3Errors.QueryParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
            }

            CheckEnd(signed.AddSeconds(seconds), now, [("X-Amz-Expires", lasts)]);
        }
        else if (request.Parameter("Signature") is not null && long.TryParse(request.Parameter("Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && end <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            CheckEnd(DateTimeOffset.FromUnixTimeSeconds(end), now, []);
        }
    }

    private static void CheckEnd(DateTimeOffset end, DateTimeOffset now, IEnumerable<(string Name, string Value)> details)
    {
        if (now > end)
        {
            throw S3Errors.Expired([.. details, ("Expires", Stamp(end)), ("ServerTime", Stamp(now))]);
        }
    }

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
