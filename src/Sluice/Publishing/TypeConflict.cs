using Sluice.Configuration;

namespace Sluice.Publishing;

/// <summary>A column that files hold in a type that cannot be read as the one that is wanted.</summary>
/// <param name="Column">The column.</param>
/// <param name="Written">The type in the files.</param>
/// <param name="Wanted">The type that is wanted.</param>
public sealed record TypeConflict(string Column, string Written, string Wanted)
{
    /// <summary>
    /// The first conflict of columns that are wanted with columns that were written; null when there is none. A column that only
    /// one side has is none: Athena finds columns by name, and what a file lacks is NULL.
    /// </summary>
    /// <param name="format">The files' format. CSV is text, of which any type is read.</param>
    /// <param name="written">The columns in the files.</param>
    /// <param name="wanted">The columns by which they are read.</param>
    public static TypeConflict? Find(TableFormat format, IReadOnlyList<ColumnConfiguration> written, IReadOnlyList<ColumnConfiguration> wanted)
    {
        if (format == TableFormat.Csv)
        {
            return null;
        }

        var types = written.ToDictionary(static column => column.Name, static column => column.Type, StringComparer.OrdinalIgnoreCase);
        return wanted
            .Where(column => types.TryGetValue(column.Name, out var type) && !TypeChange.IsReadable(type, column.Type))
            .Select(column => new TypeConflict(column.Name, types[column.Name], column.Type))
            .FirstOrDefault();
    }
}
