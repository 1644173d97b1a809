using System.Globalization;
using HandlebarsDotNet;
using NodaTime;
using Sluice.Planning;
using Sluice.Sql;
using Sluice.Staging;

namespace Sluice.Auditing;

/// <summary>Renders the statement that records what changed in a table since an earlier exec_date.</summary>
/// <remarks>
/// Rows of both dates are grouped, not joined: groups take NULL for equal to NULL, which Athena refuses in the condition of a
/// full join. Rows with the same key are numbered by their values, so that repeated rows meet each other one to one.
/// </remarks>
public static class AuditSql
{
    private const string Template = """
        WITH both_dates AS (
          SELECT
        {{#each keys}}
            {{column}} AS {{name}},
        {{/each}}
        {{#each attributes}}
            {{column}} AS {{name}},
        {{/each}}
            {{period}} AS audit_period,
            exec_date AS audit_date,
            ROW_NUMBER() OVER (
              PARTITION BY exec_date{{#each keys}}, {{column}}{{/each}}
              ORDER BY {{#each attributes}}{{column}}{{#unless @last}}, {{/unless}}{{/each}}) AS audit_row
          FROM {{database}}.{{table}}
          WHERE exec_date IN ({{exec_date}}, {{previous_date}})
        ),
        compared AS (
          SELECT
        {{#each keys}}
            {{name}},
        {{/each}}
        {{#each attributes}}
            MAX(CASE WHEN audit_date = {{exec_date}} THEN {{name}} END) AS {{curr}},
            MAX(CASE WHEN audit_date = {{previous_date}} THEN {{name}} END) AS {{prev}},
        {{/each}}
            COALESCE(MAX(CASE WHEN audit_date = {{exec_date}} THEN audit_period END), MAX(audit_period)) AS audit_period,
            COUNT(*) AS audit_dates
          FROM both_dates
          GROUP BY audit_row{{#each keys}}, {{name}}{{/each}}
        )
        {{#each attributes}}
        SELECT
          {{layer}} AS layer,
          {{label}} AS attribute,
        {{#each grains}}
          {{label}} AS {{key}},
          CAST({{value}} AS varchar) AS {{value_name}},
        {{/each}}
          audit_period AS period,
          CAST({{curr}} AS varchar) AS curr_value,
          CAST({{prev}} AS varchar) AS prev_value,
          {{pipeline}} AS pipeline,
          {{exec_date}} AS exec_date,
          {{table_name}} AS table_name,
          {{time_grain}} AS time_grain
        FROM compared
        WHERE audit_dates = 1 OR {{curr}} IS DISTINCT FROM {{prev}}
        {{#unless @last}}
        UNION ALL
        {{/unless}}
        {{/each}}
        """;

    // Everything that goes in is quoted as SQL already; Handlebars would escape for HTML.
    private static readonly HandlebarsTemplate<object, object> Render = Handlebars
        .Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true })
        .Compile(Template);

    /// <summary>The INSERT INTO the run's staged audit table.</summary>
    /// <param name="configuration">What is audited.</param>
    /// <param name="previousDate">The exec_date to compare with.</param>
    /// <param name="table">The audit table.</param>
    /// <param name="staged">Its staged copy.</param>
    public static string Insert(AuditConfiguration configuration, LocalDate previousDate, TablePlan table, StagedTablePlan staged)
    {
        var statement = SqlStatement.Read($"audit of {configuration.Table}", Query(configuration, previousDate));
        return StagedInsert.Write(staged.Database, staged.StagedTable, table, statement).Sql;
    }

    /// <summary>The query for what changed, in the audit table's columns.</summary>
    public static string Query(AuditConfiguration configuration, LocalDate previousDate)
    {
        var template = configuration.Template;
        // Dates and texts that repeat stand in every attribute's own context: a block does not look outside of itself.
        var shared = new Dictionary<string, object>
        {
            ["exec_date"] = SqlValue.Date(configuration.ExecDate).Sql,
            ["previous_date"] = SqlValue.Date(previousDate).Sql,
            ["layer"] = SqlValue.Text(template.Layer).Sql,
            ["pipeline"] = SqlValue.Text(configuration.Pipeline).Sql,
            ["table_name"] = SqlValue.Text(configuration.Table).Sql,
            ["time_grain"] = SqlValue.Text(template.TimeGrain).Sql,
            ["grains"] = Grains(template.Grain),
        };
        return Render(new Dictionary<string, object>(shared)
        {
            ["database"] = SqlValue.Identifier(configuration.Database).Sql,
            ["table"] = SqlValue.Identifier(configuration.Table).Sql,
            ["period"] = Period(template.Period),
            ["keys"] = Columns(template.Grain.Concat(template.Join).Distinct(StringComparer.Ordinal), "key", new Dictionary<string, object>()),
            ["attributes"] = Columns(configuration.Attributes, "value", shared),
        });
    }

    private static List<Dictionary<string, object>> Columns(
        IEnumerable<string> columns, string name, IReadOnlyDictionary<string, object> shared) =>
    [
        .. columns.Select((column, index) => new Dictionary<string, object>(shared)
        {
            ["column"] = SqlValue.Identifier(column).Sql,
            ["label"] = SqlValue.Text(column).Sql,
            ["name"] = Numbered(name, index + 1),
            ["curr"] = Numbered("curr", index + 1),
            ["prev"] = Numbered("prev", index + 1),
        }),
    ];

    private static List<Dictionary<string, object>> Grains(IReadOnlyList<string> grain) =>
    [
        .. Enumerable.Range(1, AuditTable.MostGrains).Select(number => new Dictionary<string, object>
        {
            ["label"] = number <= grain.Count ? SqlValue.Text(grain[number - 1]).Sql : "NULL",
            ["value"] = number <= grain.Count ? Numbered("key", number) : "NULL",
            ["key"] = Numbered("grain_key", number),
            ["value_name"] = Numbered("grain_value", number),
        }),
    ];

    private static string Period(AuditPeriod period)
    {
        var column = SqlValue.Identifier(period.Column).Sql;
        return period.Pattern is { } pattern
            ? $"CAST(date_parse({column}, {SqlValue.Text(pattern).Sql}) AS date)"
            : $"CAST({column} AS date)";
    }

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
}
