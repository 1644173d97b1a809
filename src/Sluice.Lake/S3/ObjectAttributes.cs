namespace Sluice.Lake.S3;

/// <summary>What whoever writes an object says about it.</summary>
/// <param name="ContentType">The content type; null for S3's default.</param>
/// <param name="Metadata">User metadata, names without <c>x-amz-meta-</c>.</param>
/// <param name="Headers">Other headers that S3 keeps.</param>
internal sealed record ObjectAttributes(
    string? ContentType, IReadOnlyDictionary<string, string>? Metadata = null, IReadOnlyDictionary<string, string>? Headers = null);
