using Sluice.Lake.Athena.Tables;

namespace Sluice.Lake.Glue.Jobs.Scripts.Copying;

/// <summary>The arguments of a run, checked.</summary>
internal sealed record CopyArguments
{
    private static readonly HashSet<string> TextTypes = new(StringComparer.Ordinal)
    {
        "string", "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal", "date", "timestamp",
    };

    public required string Database { get; init; }

    public required string Table { get; init; }

    public required string Target { get; init; }

    /// <summary><c>csv</c> or <c>parquet</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The columns to write; null for those of the source.</summary>
    public IReadOnlyList<CopyColumn>? Columns { get; init; }

    /// <summary>The columns that tell rows apart; empty when all rows stay.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    public string? LatestBy { get; init; }

    internal string Source => $"{Database}.{Table}";

    internal static CopyArguments Read(JobCall call)
    {
        var format = call.Required("format");
        if (format is not ("csv" or "parquet"))
        {
            throw new JobFailedException($"--format is {format}: it must be csv or parquet.");
        }

        var columns = Given(call, "columns") is { } text ? ReadColumns(text) : null;
        var key = Given(call, "key")?.Split(',').Select(static name => name.Trim().ToLowerInvariant()).ToList() ?? [];
        var latestBy = Given(call, "latest_by")?.Trim().ToLowerInvariant();
        if (key.Count > 0 && columns is null)
        {
            throw new JobFailedException("--key needs --columns: a key is told after its values have been trimmed.");
        }

        if (latestBy is not null && key.Count == 0)
        {
            throw new JobFailedException("--latest_by needs --key: it chooses among rows of one key.");
        }

        return new CopyArguments
        {
            Database = call.Required("source_database"),
            Table = call.Required("source_table"),
            Target = call.Required("target"),
            Format = format,
            Columns = columns,
            Key = key,
            LatestBy = latestBy,
        };
    }

    /// <summary>A column whose values are text that is turned into a type.</summary>
    internal static CopyColumn Column(string name, string type)
    {
        HiveType parsed;
        try
        {
            parsed = HiveType.Parse(type);
        }
        catch (FormatException exception)
        {
            throw new JobFailedException($"--columns: {name} has the type {type}: {exception.Message}.", exception);
        }

        return TextTypes.Contains(parsed.Name)
            ? new CopyColumn(name.ToLowerInvariant(), parsed)
            : throw new JobFailedException($"--columns: {name} is of type {type}, which text is not turned into. There are: {string.Join(", ", TextTypes)}.");
    }

    private static string? Given(JobCall call, string name) => call.Arguments.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary><c>customer_id bigint, amount decimal(10,2)</c>: commas in parentheses are the type's own.</summary>
    private static List<CopyColumn> ReadColumns(string text)
    {
        var columns = new List<CopyColumn>();
        var (start, depth) = (0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || (text[at] == ',' && depth == 0))
            {
                var words = text[start..at].Trim().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
                columns.Add(words.Length == 2
                    ? Column(words[0].Trim('`'), words[1])
                    : throw new JobFailedException($"--columns has '{text[start..at].Trim()}': it must be a name and a type, with commas between columns."));
                start = at + 1;
            }
            else
            {
                depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }

        return columns.GroupBy(static column => column.Name, StringComparer.Ordinal).FirstOrDefault(static same => same.Skip(1).Any()) is { } twice
            ? throw new JobFailedException($"--columns names {twice.Key} twice.")
            : columns;
    }
}
