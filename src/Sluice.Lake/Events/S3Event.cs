using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Lake.S3;

namespace Sluice.Lake.Events;

/// <summary>
/// The event that S3 sends to EventBridge for an object.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
/// </summary>
public static class S3Event
{
    /// <summary>The event of an object that was written.</summary>
    /// <param name="stored">The object.</param>
    /// <param name="reason"><c>PutObject</c>, <c>CopyObject</c> or <c>CompleteMultipartUpload</c>.</param>
    /// <param name="identity">The account and region.</param>
    public static JsonObject ObjectCreated(StoredObject stored, string reason, LakeIdentity identity) => new()
    {
        ["version"] = "0",
        ["id"] = Id(stored).ToString(),
        ["detail-type"] = "Object Created",
        ["source"] = "aws.s3",
        ["account"] = identity.AccountId,
        ["time"] = stored.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["region"] = identity.Region,
        ["resources"] = new JsonArray($"arn:{LakeIdentity.Partition}:s3:::{stored.Bucket}"),
        ["detail"] = new JsonObject
        {
            ["version"] = "0",
            ["bucket"] = new JsonObject { ["name"] = stored.Bucket },
            ["object"] = new JsonObject
            {
                ["key"] = stored.Key,
                ["size"] = stored.Size,
                ["etag"] = stored.ETag.Trim('"'),
                ["sequencer"] = stored.Sequencer,
            },
            ["request-id"] = Id(stored).ToString("N")[..16].ToUpperInvariant(),
            ["requester"] = identity.AccountId,
            ["source-ip-address"] = "127.0.0.1",
            ["reason"] = reason,
        },
    };

    /// <summary>The same write has the same id, whenever its event is made: an event that is sent again after a kill is known by it.</summary>
    private static Guid Id(StoredObject stored) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{stored.Bucket}\n{stored.Key}\n{stored.Sequencer}")).AsSpan(0, 16));
}
