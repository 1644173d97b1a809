using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Sluice.Sql;

namespace Sluice.Tests.Sql;

public sealed class SqlTemplateTests
{
    private static readonly Dictionary<string, SqlValue> Values = new()
    {
        ["exec_date"] = SqlValue.Date(new LocalDate(2026, 11, 21)),
        ["landing_db"] = SqlValue.Identifier("landing_db_dev"),
        ["stage"] = SqlValue.Text("it's <dev> & \"more\""),
        ["days"] = SqlValue.Integer(-7),
    };

    [Theory]
    [InlineData("WHERE d = {{ exec_date }}", "WHERE d = DATE '2026-11-21'")]
    [InlineData("FROM {{landing_db}}.t", "FROM \"landing_db_dev\".t")]
    [InlineData("SELECT {{  stage\t}}", "SELECT 'it''s <dev> & \"more\"'")]
    [InlineData("{{ days }}+{{ days }}", "-7+-7")]
    [InlineData("a '{' || '}}' -- b", "a '{' || '}}' -- b")]
    [InlineData("regexp_like(x, '\\d{2}\\\\')", "regexp_like(x, '\\d{2}\\\\')")]
    [InlineData("-- {{ anything }} {{#if}}\nx", "-- {{ anything }} {{#if}}\nx")]
    [InlineData("/* {{ exec_date }} */ {{ days }} -- {{ x }}", "/* {{ exec_date }} */ -7 -- {{ x }}")]
    [InlineData("  \r\n\t{{ days }}\n\n", "  \r\n\t-7\n\n")]
    [InlineData("", "")]
    public void Values_are_quoted_by_their_type_and_the_rest_stays(string text, string expected)
    {
        Assert.Equal(expected, SqlTemplate.Render("x.sql", text, Values));
    }

    [Theory]
    [InlineData("a\nb\n{{ exec_dat }}", "x.sql:3: Unknown placeholder 'exec_dat'. Did you mean 'exec_date'?")]
    [InlineData("{{ nothing_like_it }}", "x.sql:1: Unknown placeholder 'nothing_like_it'. Expected one of: exec_date, landing_db, stage, days.")]
    [InlineData("{{{ stage }}}", "x.sql:1: Found the placeholder {{{ stage }}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{ stage }}}", "x.sql:1: Found the placeholder {{ stage }}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{& stage }}", "x.sql:1: Found the placeholder {{& stage }}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{> stage }}", "x.sql:1: Found the placeholder {{> stage }}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{#if stage}}x{{/if}}", "x.sql:1: Found the placeholder {{#if stage}}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{ lookup stage }}", "x.sql:1: Found the placeholder {{ lookup stage }}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{~ stage ~}}", "x.sql:1: Found the placeholder {{~ stage ~}}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{ stage.Length }}", "x.sql:1: Found the placeholder {{ stage.Length }}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{ __text_4 }}", "x.sql:1: Found the placeholder {{ __text_4 }}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("\\{{ stage }}", "x.sql:1: Found the placeholder {{ stage }}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("{{}}", "x.sql:1: Found the placeholder {{}}. Expected a plain name, such as {{ exec_date }}.")]
    [InlineData("t_{{ stage }}", "x.sql:1: Found the placeholder {{ stage }} joined to other text. Expected it alone: its value is quoted as a whole.")]
    [InlineData("{{ exec_date }}x", "x.sql:1: Found the placeholder {{ exec_date }} joined to other text. Expected it alone: its value is quoted as a whole.")]
    [InlineData("x =\n'{{ exec_date }}'", "x.sql:2: Found a placeholder inside quotes. Expected it without: values come with their quotes.")]
    [InlineData("'a\n{{ stage }}'", "x.sql:2: Found a placeholder inside quotes. Expected it without: values come with their quotes.")]
    [InlineData("\"{{ landing_db }}\".t", "x.sql:1: Found a placeholder inside quotes. Expected it without: values come with their quotes.")]
    [InlineData("a\n{{ stage", "x.sql:2: The placeholder that starts here does not end. Expected }}")]
    [InlineData("a\n'b", "x.sql:2: The string that starts here does not end. Expected '")]
    [InlineData("a\n/* b", "x.sql:2: The comment that starts here does not end. Expected */")]
    public void Anything_but_a_known_plain_name_is_an_error_with_file_and_line(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<SqlErrorException>(() => SqlTemplate.Render("x.sql", text, Values)).Message);
    }

    [Fact]
    public void Any_text_value_stays_one_string_of_the_statement()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            text ??= "";
            var sql = SqlTemplate.Render("x.sql", "SELECT {{ value }} AS v", new Dictionary<string, SqlValue> { ["value"] = SqlValue.Text(text) });
            var literal = sql["SELECT ".Length..^" AS v".Length];
            // The statement still reads as one, and its string is what went in.
            return SqlStatement.Read("x.sql", sql).Query == sql
                && literal[0] == '\'' && literal[^1] == '\''
                && literal[1..^1].Replace("''", "'") == text
                && !literal[1..^1].Replace("''", "").Contains('\'');
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Text_without_placeholders_is_never_changed()
    {
        var pieces = Gen.Elements("'", "\"", "--", "/*", "*/", "\n", "\\", "{", "}", "}}", " ", "x", "&", "<", ";", "''");
        var texts = Gen.ListOf(pieces).Select(list => string.Concat(list)).ToArbitrary();

        Prop.ForAll(texts, text =>
        {
            try
            {
                return SqlTemplate.Render("x.sql", text, Values) == text;
            }
            catch (SqlErrorException)
            {
                return true; // something does not end, or two braces met
            }
        }).QuickCheckThrowOnFailure();
    }
}
