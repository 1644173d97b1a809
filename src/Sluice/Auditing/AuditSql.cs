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
/// The attributes of a row become rows of their own by UNNEST, from arrays: Athena puts a WITH's query in wherever its name stands, so a
/// SELECT for each attribute would read the table as often.
/// </remarks>
public static class AuditSql
{
    /// <summary>The most elements that are written as one array. Trino's constructor is a function of its elements, of which a method may have 254.</summary>
    private const int LongestArray = 200;

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
        SELECT
          {{layer}} AS layer,
          attribute,
        {{#each grains}}
          {{label}} AS {{key}},
          CAST({{value}} AS varchar) AS {{value_name}},
        {{/each}}
          audit_period AS period,
          curr_value,
          prev_value,
          {{pipeline}} AS pipeline,
          {{exec_date}} AS exec_date,
          {{table_name}} AS table_name,
          {{time_grain}} AS time_grain
        FROM compared
        CROSS JOIN UNNEST(
          {{names}},
          {{curr_values}},
          {{prev_values}},
          {{differences}}
        ) AS attributes (attribute, curr_value, prev_value, differs)
        WHERE audit_dates = 1 OR differs
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
        // The dates stand in every attribute's own context, too: a block does not look outside of itself.
        var dates = new Dictionary<string, object>
        {
            ["exec_date"] = SqlValue.Date(configuration.ExecDate).Sql,
            ["previous_date"] = SqlValue.Date(previousDate).Sql,
        };
        var attributes = configuration.Attributes;
        return Render(new Dictionary<string, object>(dates)
        {
            ["layer"] = SqlValue.Text(template.Layer).Sql,
            ["pipeline"] = SqlValue.Text(configuration.Pipeline).Sql,
            ["table_name"] = SqlValue.Text(configuration.Table).Sql,
            ["time_grain"] = SqlValue.Text(template.TimeGrain).Sql,
            ["grains"] = Grains(template.Grain),
            ["database"] = SqlValue.Identifier(configuration.Database).Sql,
            ["table"] = SqlValue.Identifier(configuration.Table).Sql,
            ["period"] = Period(template.Period),
            ["keys"] = Columns(template.Grain.Concat(template.Join).Distinct(StringComparer.Ordinal), "key", new Dictionary<string, object>()),
            ["attributes"] = Columns(attributes, "value", dates),
            ["names"] = Array(attributes, static (attribute, _) => SqlValue.Text(attribute).Sql),
            ["curr_values"] = Array(attributes, static (_, number) => $"CAST({Numbered("curr", number)} AS varchar)"),
            ["prev_values"] = Array(attributes, static (_, number) => $"CAST({Numbered("prev", number)} AS varchar)"),
            ["differences"] = Array(attributes, static (_, number) => $"{Numbered("curr", number)} IS DISTINCT FROM {Numbered("prev", number)}"),
        });
    }

    /// <summary>An element for each attribute, from its name and number.</summary>
    private static string Array(IEnumerable<string> attributes, Func<string, int, string> element) => string.Join(
        " || ",
        attributes.Select((attribute, index) => element(attribute, index + 1)).Chunk(LongestArray).Select(static part => $"ARRAY[{string.Join(", ", part)}]"));

    private static List<Dictionary<string, object>> Columns(
        IEnumerable<string> columns, string name, IReadOnlyDictionary<string, object> shared) =>
    [
        .. columns.Select((column, index) => new Dictionary<string, object>(shared)
        {
            ["column"] = SqlValue.Identifier(column).Sql,
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
