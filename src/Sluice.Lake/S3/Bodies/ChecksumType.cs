namespace Sluice.Lake.S3.Bodies;

/// <summary>Whether the checksum of a multipart upload is of all its bytes or of its parts' checksums.</summary>
internal static class ChecksumType
{
    public const string FullObject = "FULL_OBJECT";
    public const string Composite = "COMPOSITE";

    /// <summary>The type that a value shows: a composite one ends in the number of parts, and base64 holds no hyphen.</summary>
    public static string Of(string value) => value.Contains('-', StringComparison.Ordinal) ? Composite : FullObject;
}
