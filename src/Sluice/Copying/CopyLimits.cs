namespace Sluice.Copying;

/// <summary>What S3 copies in one request, and how a larger object is copied in parts.</summary>
/// <param name="Whole">The most bytes of an object that is copied whole.</param>
/// <param name="Part">The bytes of a part.</param>
public sealed record CopyLimits(long Whole, long Part)
{
    /// <summary>The most parts of an upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html</summary>
    public const int MostParts = 10_000;

    /// <summary>
    /// S3's, https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html: 5 GiB whole. A part is smaller than it might be: it
    /// is what a retry does again.
    /// </summary>
    public static CopyLimits OfS3 { get; } = new(5L * 1024 * 1024 * 1024, 512L * 1024 * 1024);

    /// <summary>The parts of an object, first and last byte of each; none for one that is copied whole.</summary>
    /// <param name="bytes">The object's size.</param>
    public IReadOnlyList<CopyPart> Parts(long bytes)
    {
        if (bytes <= Whole)
        {
            return [];
        }

        // Larger than usual only where there would be too many.
        var size = Math.Max(Part, (bytes - 1) / MostParts + 1);
        var parts = new List<CopyPart>();
        for (long first = 0; first < bytes; first += size)
        {
            parts.Add(new CopyPart(parts.Count + 1, first, Math.Min(first + size, bytes) - 1));
        }

        return parts;
    }
}
