using System.Globalization;
using Sluice.Sql;

namespace Sluice.Publishing;

/// <summary>Which changes of a column's type leave the files readable that were written with the type before.</summary>
/// <remarks>
/// A file keeps the type that it was written with, and Athena reads it by the table's:
/// https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html and
/// https://docs.aws.amazon.com/athena/latest/ug/types-of-updates.html. A partition keeps its own columns, too, and Athena has to
/// convert each to the table's: https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html. Only what AWS's pages or
/// both of these (Trino's Parquet reader and its coercion of partitions) allow without loss is allowed here. Text that would be cut,
/// <c>char</c> to <c>varchar</c>, which Trino's coercion lacked for long, and whatever is nested, are not.
/// The allowed changes can follow each other: what may change in two steps may change in one.
/// </remarks>
public static class TypeChange
{
    /// <summary>Whether Athena reads files with a column of one type as another.</summary>
    /// <param name="written">The type in the files, as the Glue catalog writes it.</param>
    /// <param name="read">The table's type.</param>
    public static bool IsReadable(string written, string read)
    {
        if (written == read)
        {
            return true;
        }

        if (!HiveType.TryParse(written, out _) || !HiveType.TryParse(read, out _))
        {
            return false;
        }

        var (from, to) = (Parts(written), Parts(read));
        return (from.Name, to.Name) switch
        {
            ("tinyint", "smallint" or "int" or "bigint") or ("smallint", "int" or "bigint") or ("int", "bigint") => true,
            ("float", "double") or ("varchar", "string") => true,
            ("varchar", "varchar") or ("char", "char") => to.Sizes[0] >= from.Sizes[0],
            ("decimal", "decimal") => to.Sizes[0] >= from.Sizes[0] && to.Sizes[1] == from.Sizes[1],
            _ => false,
        };
    }

    /// <summary><c>decimal(10,2)</c> as its name and numbers. Of a nested type the name is no type's.</summary>
    private static (string Name, int[] Sizes) Parts(string type) => type.Split('(', ')') switch
    {
        [var name, var sizes, ""] when !name.Contains('<', StringComparison.Ordinal) =>
            (name, [.. sizes.Split(',').Select(static size => int.Parse(size, CultureInfo.InvariantCulture))]), // a type: these are numbers
        _ => (type, []),
    };
}
