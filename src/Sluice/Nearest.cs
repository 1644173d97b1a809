namespace Sluice;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Nearest
{
    /// <summary>A sentence that suggests the nearest of the known names, or names them all when none is near.</summary>
    public static string Hint(string found, IEnumerable<string> known)
    {
        var names = known.ToList();
        var best = names.Select(name => (Name: name, Distance: Distance(found, name))).DefaultIfEmpty((Name: "", Distance: int.MaxValue)).MinBy(pair => pair.Distance);
        return best.Distance <= Math.Max(1, found.Length / 3)
            ? $"Did you mean '{best.Name}'?"
            : $"Expected one of: {string.Join(", ", names)}.";
    }

    /// <summary>The number of insertions, deletions, replacements that turn one into the other.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
