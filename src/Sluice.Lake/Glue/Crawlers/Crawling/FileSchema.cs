namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>What a classifier found in a file.</summary>
internal sealed record FileSchema
{
    public required FileFormat Format { get; init; }

    /// <summary>Columns in the file's order, names as they stand in the file.</summary>
    public required IReadOnlyList<KeyValuePair<string, HiveType>> Columns { get; init; }

    /// <summary>Rows; estimated from the first megabytes of a long text file.</summary>
    public required long RecordCount { get; init; }

    /// <summary>Whether the whole file is gzip.</summary>
    public bool Gzip { get; init; }

    /// <summary>CSV: the character between fields.</summary>
    public char Delimiter { get; init; }

    /// <summary>CSV: whether the first line is names. Without, columns are <c>col0</c>, <c>col1</c> …</summary>
    public bool HasHeader { get; init; }

    /// <summary>CSV: whether fields are quoted.</summary>
    public bool Quoted { get; init; }

    /// <summary>Whether files of these two schemas can be read as one table at all.</summary>
    internal bool IsCompatibleWith(FileSchema other) =>
        Format == other.Format && Gzip == other.Gzip && Delimiter == other.Delimiter && HasHeader == other.HasHeader;

    /// <summary>
    /// Whether Glue would call these two similar: at least 70 percent of their columns are the same. Columns without
    /// names of their own are the same when their types are.
    /// </summary>
    internal bool IsSimilarTo(FileSchema other)
    {
        var (mine, others) = (Keys(), other.Keys());
        var common = mine.Count(others.Contains);
        return common * 2 >= 0.7 * (mine.Count + others.Count);
    }

    private HashSet<string> Keys() => Columns
        .Select(column => Format == FileFormat.Csv && !HasHeader ? $"{column.Key} {column.Value}" : column.Key.ToLowerInvariant())
        .ToHashSet(StringComparer.Ordinal);
}
