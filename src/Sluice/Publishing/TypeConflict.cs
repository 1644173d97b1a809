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

        return wanted
            .Select(column => (column, written.FirstOrDefault(old => old.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase))?.Type))
            .Where(static pair => pair.Type is not null && !TypeChange.IsReadable(pair.Type, pair.column.Type))
            .Select(static pair => new TypeConflict(pair.column.Name, pair.Type!, pair.column.Type)) // by the condition before
            .FirstOrDefault();
    }
}
