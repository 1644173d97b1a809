using System.Text;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Partition values: in SQL, and in the names of folders as Hive writes them.</summary>
internal static class PartitionValue
{
    /// <summary>Hive's name for NULL.</summary>
    public const string Null = "__HIVE_DEFAULT_PARTITION__";

    private const string Escaped = "\"#%'*/:=?\\{[]^\u007F";

    /// <summary>A value as an expression of the column's type.</summary>
    public static string Sql(string value, HiveType type) =>
        value == Null ? $"NULL::{type.DuckDb}" : $"CAST({DuckDbSql.Literal(value)} AS {type.DuckDb})";

    /// <summary><c>exec_date=2023-11-08/kind=a%2Fb</c>.</summary>
    public static string Folder(IEnumerable<string> keys, IEnumerable<string> values) =>
        string.Join('/', keys.Zip(values, static (key, value) => $"{Escape(key)}={Escape(value)}"));

    /// <summary>Escapes as Hive's <c>FileUtils.escapePathName</c>.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            if (character < ' ' || Escaped.Contains(character, StringComparison.Ordinal))
            {
                text.Append('%').Append(((int)character).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }

    /// <summary>Takes a folder name <c>key=value</c> apart, unescaped; null when it is none.</summary>
    public static (string Key, string Value)? Parse(string folder)
    {
        var equals = folder.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (Uri.UnescapeDataString(folder[..equals]), Uri.UnescapeDataString(folder[(equals + 1)..]))
            : null;
    }
}
