using NodaTime;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Local.Lineage;

/// <summary>Finds the values that a question is about. Where there are none, the answer names what there is.</summary>
public sealed class ChangedValues(AuditRows audit)
{
    private const int MostNamed = 10;

    /// <summary>The changed values of one row on one exec_date.</summary>
    /// <exception cref="InvalidOperationException">There are none: says what there is instead.</exception>
    public async Task<IReadOnlyList<AuditedValue>> FindAsync(LineageQuestion question, CancellationToken cancellationToken)
    {
        var table = Places.Name(question.Table.Replace('.', '/'));
        var tables = await audit.TablesAsync(cancellationToken);
        var columns = tables.Contains(table) ? await audit.KeyColumnsAsync(table, cancellationToken) : throw new InvalidOperationException(
            $"No change of a table '{table}' has been audited. {(tables.Count == 0 ? "" : Named("There are changes of", tables) + " ")}{AuditRows.Needed}");
        var inDate = Date(question.ExecDate) is { } date ? $"{AuditRows.OfTable(table)} AND exec_date = {SqlValue.Date(date)}" : AuditRows.OfTable(table);
        if (Key(question, columns) is not { } key)
        {
            throw new InvalidOperationException(
                $"Say which row of '{table}': {Form(columns)}. {Named("Changed", await audit.KeysAsync(inDate, columns.Count, MostNamed + 1, cancellationToken))}");
        }

        var inKey = string.Join(" AND ", key.Prepend(AuditRows.OfTable(table)));
        var dates = await audit.ExecDatesAsync(inKey, cancellationToken);
        if (dates.Count == 0)
        {
            throw new InvalidOperationException(
                $"No change of that row of '{table}' ({Form(columns)}) has been audited. {Named("There are changes of", await audit.KeysAsync(inDate, columns.Count, MostNamed + 1, cancellationToken))}");
        }

        var chosen = question.ExecDate ?? dates[0];
        if (!dates.Contains(chosen))
        {
            throw new InvalidOperationException($"That row of '{table}' did not change on exec_date {chosen}. {Named("It did on", dates)}");
        }

        var values = await audit.FindAsync($"{inKey} AND exec_date = {SqlValue.Date(ExecDate.Parse(chosen, "--exec-date"))}", cancellationToken);
        var asked = values.Where(value => question.Attribute is null || value.Attribute == question.Attribute).ToList();
        return asked.Count > 0 ? asked : throw new InvalidOperationException(
            $"'{question.Attribute}' of that row of '{table}' did not change on exec_date {chosen}. {Named("Changed", values.Select(static value => value.Attribute).Distinct())}");
    }

    private static LocalDate? Date(string? text) => text is null ? null
        : ExecDate.TryParse(text, out var date) ? date
        : throw new InvalidOperationException($"--exec-date '{text}' is not a date that exists, yyyy-MM-dd.");

    /// <summary>The conditions for the key; null when none was given.</summary>
    private static List<string>? Key(LineageQuestion question, IReadOnlyList<string> columns)
    {
        if (question.Key is { } joined)
        {
            // With one key column the text is its value, commas and all.
            var values = columns.Count == 1 ? [joined] : joined.Split(',', StringSplitOptions.TrimEntries);
            return question.KeyColumns.Count == 0 && values.Length == columns.Count
                ? [.. values.Select(static (value, index) => AuditRows.HasKey(index + 1, Value(value)))]
                : throw new InvalidOperationException($"The key '{joined}' does not tell one row of '{question.Table}'. Expected {Form(columns)}.");
        }

        var conditions = new List<string>();
        foreach (var pair in question.KeyColumns)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var index = equals < 0 ? -1 : columns.ToList().IndexOf(pair[..equals]);
            conditions.Add(index >= 0
                ? AuditRows.HasKey(index + 1, Value(pair[(equals + 1)..]))
                : throw new InvalidOperationException($"--key '{pair}' is not column=value. {Named("Key columns", columns)}"));
        }

        return conditions.Count == 0 ? null
            : conditions.Distinct().Count() == columns.Count ? conditions
            : throw new InvalidOperationException($"--key does not tell one row of '{question.Table}'. Expected {Form(columns)}.");
    }

    private static string? Value(string text) => text == "NULL" ? null : text;

    private static string Form(IReadOnlyList<string> columns) =>
        $"{string.Join(',', columns.Select(static column => $"<{column}>"))}, or {string.Join(' ', columns.Select(static column => $"--key {column}=..."))}";

    private static string Named(string what, IEnumerable<string> names)
    {
        var all = names.ToList();
        return $"{what}: {(all.Count == 0 ? "none" : string.Join("; ", all.Take(MostNamed)))}{(all.Count > MostNamed ? "; and more" : "")}.";
    }
}
