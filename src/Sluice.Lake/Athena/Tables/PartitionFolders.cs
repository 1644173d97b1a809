namespace Sluice.Lake.Athena.Tables;

/// <summary>Whether the folders that files lie in tell their partition values as the catalog does.</summary>
internal static class PartitionFolders
{
    /// <summary>
    /// True when every file's path has the same <c>key=value</c> folders, they include all partition keys with the
    /// catalog's values, and none of them would hide a column.
    /// </summary>
    public static bool Agree(IReadOnlyList<TableFile> files, IReadOnlyList<TableColumn> columns, IReadOnlyList<TableColumn> keys)
    {
        string[]? expected = null;
        foreach (var file in files)
        {
            var folders = file.Path.Split('/')[..^1].Where(static folder => folder.Contains('=', StringComparison.Ordinal)).ToList();
            var names = folders.Select(static folder => folder[..folder.IndexOf('=', StringComparison.Ordinal)]).ToArray();
            if (expected is null)
            {
                expected = names;
                if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Length
                    || names.Any(name => columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
                {
                    return false;
                }
            }
            else if (!names.AsSpan().SequenceEqual(expected))
            {
                return false;
            }

            for (var index = 0; index < keys.Count; index++)
            {
                var value = file.PartitionValues[index];
                if (!IsPlain(value) || !folders.Contains($"{keys[index].Name}={value}"))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>A value that is written the same way everywhere: no escapes, not Hive's NULL.</summary>
    internal static bool IsPlain(string value) =>
        value.Length > 0 && value != PartitionValue.Null
        && value.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_');
}
