namespace Sluice.Lake.S3;

/// <summary>
/// What must hold for a write to happen, checked in the same step as the write
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</see>).
/// </summary>
/// <param name="IfAbsent"><c>If-None-Match: *</c>: there is no such key yet.</param>
/// <param name="IfMatch"><c>If-Match</c>: the key is there, with this entity tag (quotes optional); <c>*</c> for any.</param>
public readonly record struct WriteCondition(bool IfAbsent, string? IfMatch)
{
    /// <summary>No condition.</summary>
    public static WriteCondition None => default;

    /// <summary>Throws what S3 answers when the condition does not hold for what is there now.</summary>
    public void Check(StoredObject? current, string key)
    {
        if (IfAbsent && current is not null)
        {
            throw S3Errors.PreconditionFailed("If-None-Match");
        }

        if (IfMatch is null)
        {
            return;
        }

        if (current is null)
        {
            throw S3Errors.NoSuchKey(key);
        }

        if (IfMatch != "*" && IfMatch.Trim('"') != current.ETag.Trim('"'))
        {
            throw S3Errors.PreconditionFailed("If-Match");
        }
    }
}
