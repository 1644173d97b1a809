namespace Sluice.Configuration;

/// <summary>Files that have to lie beside the done-file, and the table they are for.</summary>
public sealed record IncomingConfiguration
{
    /// <summary>The file's name, with <c>*</c> for any characters and <c>?</c> for one: <c>epacems-1996-IN*</c>.</summary>
    public required string Pattern { get; init; }

    /// <summary>The landing table.</summary>
    public required string Table { get; init; }

    /// <summary>How many files have to match.</summary>
    public FileCount Count { get; init; } = FileCount.One;

    /// <summary>
    /// The digest that every file has to have, given by a file of its name with this ending beside it
    /// (<c>epacems-1996-IN.parquet.sha256</c>); null when none is checked.
    /// </summary>
    public ChecksumAlgorithm? Checksum { get; init; }
}
