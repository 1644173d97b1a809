using Sluice.Checks;
using Sluice.Configuration;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Planning;

/// <summary>Makes the run's checks, and reports everything wrong with them at once.</summary>
internal sealed class CheckPlanner(
    PipelineConfiguration configuration,
    RunRequest request,
    RunEnvironment environment,
    IReadOnlyList<TablePlan> tables,
    IReadOnlyList<StagedTablePlan> stagedTables)
{
    private readonly List<ConfigurationError> _errors = [];
    private readonly CheckSql _sql = new(request.ExecDate, tables, stagedTables);

    public IReadOnlyList<CheckPlan> Plan(IReadOnlyDictionary<string, string> sqlTexts)
    {
        var checks = new List<CheckPlan>();
        for (var i = 0; i < configuration.Checks.Count; i++)
        {
            var check = configuration.Checks[i];
            var table = tables.First(candidate => candidate.Name == check.Table); // the reader has checked it
            if (stagedTables.All(staged => staged.Table != table.Name))
            {
                var file = RunKeys.PipelineConfiguration(configuration.Name);
                _errors.Add(new ConfigurationError(file, null, $"checks[{i}].table", $"No statement replaces the table '{table.Name}', so nothing of it is staged. Expected a table that an etl statement writes with \"write\": \"replace\"."));
                continue;
            }

            try
            {
                checks.Add(Check(check, i, table, sqlTexts));
            }
            catch (SqlErrorException error)
            {
                _errors.Add(new ConfigurationError(error.File, error.Line, "", error.Problem));
            }
        }

        return _errors.Count == 0 ? checks : throw new ConfigurationException(_errors);
    }

    private CheckPlan Check(CheckConfiguration check, int index, TablePlan table, IReadOnlyDictionary<string, string> sqlTexts)
    {
        OriginatedSql? own = check.Type == CheckType.Sql ? Own(check, index, table, sqlTexts) : null;
        return new CheckPlan
        {
            Name = check.Name,
            Type = check.Type,
            Severity = check.Severity,
            Database = table.Database,
            Table = table.Name,
            Columns = check.Columns,
            Rule = Rule(check),
            Measure = check.Type == CheckType.Change ? check.Measure : null,
            Min = check.Min,
            Max = check.Max,
            SqlFile = check.Sql,
            Sql = own?.Sql ?? _sql.Of(check, table),
            Origin = own?.Origin,
            FirstSql = check is { Type: CheckType.Change, Columns.Count: > 0 } ? _sql.FirstChange(check, table) : null,
        };
    }

    private string? Rule(CheckConfiguration check) => check.Type switch
    {
        CheckType.AcceptedValues => $"one of {string.Join(", ", check.Values.Select(static value => SqlValue.Text(value).Sql))}",
        CheckType.Relationships => $"one that is in {tables.First(table => table.Name == check.References!.Table).Database}.{check.References!.Table}.{check.References.Column}", // the reader has checked it
        _ => null,
    };

    private OriginatedSql Own(CheckConfiguration check, int index, TablePlan table, IReadOnlyDictionary<string, string> sqlTexts)
    {
        var path = check.Sql!; // the reader requires it for this type
        var file = $"{RunKeys.PipelineFolder(configuration.Name)}{path}";
        if (!sqlTexts.TryGetValue(path, out var text))
        {
            throw new SqlErrorException(file, 1, $"The file is missing. The field checks[{index}].sql of pipeline.json names it.");
        }

        var values = SqlPlaceholders.Of(request, environment);
        values.Add("staged", _sql.Staged(table));
        values.Add("published", SqlValue.Table(table.Database, table.Name));
        var statement = SqlStatement.Read(file, SqlTemplate.Render(file, text, values));
        return statement.Target is null
            ? CheckSql.CountRows(statement)
            : throw new SqlErrorException(file, statement.Line, "A check only reads. Expected a SELECT that returns the rows that are wrong.");
    }
}
