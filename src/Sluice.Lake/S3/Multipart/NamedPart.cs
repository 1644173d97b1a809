namespace Sluice.Lake.S3.Multipart;

/// <summary>A part as a completion names it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="ETag">Its entity tag, with or without quotes.</param>
/// <param name="Checksums">Checksums that it should have, by algorithm.</param>
internal sealed record NamedPart(int Number, string ETag, IReadOnlyDictionary<string, string> Checksums);
