using Sluice.Lineage;
using Sluice.Sql;

namespace Sluice.Tests.Lineage;

/// <summary>Which columns a query's columns come from. A dash is an origin that is not known; a plain one is marked with =.</summary>
public sealed class QueryLineageTests
{
    [Theory]
    [InlineData("SELECT a, b FROM l.one", "a=l.one.a; b=l.one.b")]
    [InlineData("SELECT * FROM l.one", "a=l.one.a; b=l.one.b; k=l.one.k")]
    [InlineData("SELECT o.*, 1 AS n FROM l.one o", "a=l.one.a; b=l.one.b; k=l.one.k; n:")]
    [InlineData("SELECT a AS x, a + b y, \"a\" \"Z\", count(*) FROM one", "x=l.one.a; y:l.one.a,l.one.b; z=l.one.a; :")]
    [InlineData("SELECT CAST(a AS decimal(10, 2)) AS a, TRY_CAST(CAST(b AS varchar) AS int) b FROM l.one", "a=l.one.a; b=l.one.b")]
    [InlineData("SELECT CAST(a + b AS int) AS s, CAST(a AS int) + 1 AS p FROM l.one", "s:l.one.a,l.one.b; p:l.one.a")]
    [InlineData("SELECT x.anything FROM crawled x", "anything=l.crawled.anything")]
    [InlineData("SELECT anything FROM l.crawled", "anything=l.crawled.anything")]
    [InlineData("SELECT anything, a FROM l.crawled, l.one", "anything=l.crawled.anything; a-")]
    [InlineData("SELECT l.one.a FROM l.one JOIN l.two ON l.one.k = l.two.k", "a=l.one.a")]
    [InlineData("SELECT a, c, k FROM l.one JOIN l.two ON one.k = two.k", "a=l.one.a; c=l.two.c; k-")]
    [InlineData("SELECT a, k FROM l.one FULL OUTER JOIN l.two USING (k)", "a=l.one.a; k:l.one.k,l.two.k")]
    [InlineData("SELECT a FROM l.one NATURAL JOIN l.two", "a=l.one.a")]
    [InlineData("SELECT x FROM (SELECT a AS x FROM l.one) AS q", "x=l.one.a")]
    [InlineData("SELECT y FROM (SELECT a + k FROM l.one) AS q (y)", "y:l.one.a,l.one.k")]
    [InlineData("WITH q AS (SELECT a x FROM l.one), r (z) AS (SELECT x FROM q) SELECT z FROM r", "z=l.one.a")]
    [InlineData("SELECT a FROM l.one UNION ALL SELECT c FROM l.two ORDER BY 1 LIMIT 3", "a:l.one.a,l.two.c")]
    [InlineData("SELECT a FROM l.one WHERE k IN (SELECT k FROM l.two)", "a=l.one.a", "l.one l.two")]
    [InlineData("SELECT (SELECT max(c) FROM l.two) AS m, a FROM l.one", "m-; a=l.one.a", "l.one l.two")]
    [InlineData("SELECT transform(b, x -> x + 1) AS t FROM l.one", "t-")]
    [InlineData("SELECT sum(a) OVER (PARTITION BY b ORDER BY k ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) w FROM l.one", "w:l.one.a,l.one.b,l.one.k")]
    [InlineData("SELECT CASE WHEN a IS DISTINCT FROM b THEN 1 ELSE 0 END changed FROM l.one", "changed:l.one.a,l.one.b")]
    [InlineData("SELECT EXTRACT(YEAR FROM a) AS y, DATE '2026-11-21' AS d, a + INTERVAL '1' DAY AS later FROM l.one", "y:l.one.a; d:; later:l.one.a")]
    [InlineData("SELECT listagg(a, ',') WITHIN GROUP (ORDER BY b) AS l FROM l.one", "l:l.one.a,l.one.b")]
    [InlineData("SELECT a, u FROM l.one CROSS JOIN UNNEST(b) AS t (u)", "a=l.one.a; u-")]
    [InlineData("SELECT a, u FROM l.one CROSS JOIN UNNEST(b) AS t", "a-; u-")]
    [InlineData("SELECT a -- , b FROM\nFROM l.one /* x */", "a=l.one.a")]
    [InlineData("SELECT nothing FROM l.one", "nothing-")]
    [InlineData("SELECT (unix_timestamp(a) - b) DIV 60 AS minutes FROM one", "minutes:l.one.a,l.one.b")]
    [InlineData("SELECT y FROM l.crawled LATERAL VIEW explode(a) e AS y", null, "l.crawled")]
    [InlineData("SELECT y FROM l.crawled c LATERAL VIEW OUTER explode(a) e AS y", null, "l.crawled")]
    [InlineData("SELECT a FROM l.one LEFT SEMI JOIN l.two ON one.k = two.k", "a=l.one.a", "l.one l.two")]
    [InlineData("SELECT * FROM l.crawled", null, "l.crawled")]
    [InlineData("WITH RECURSIVE q AS (SELECT a FROM l.one) SELECT * FROM q", null, "l.one")]
    [InlineData("SELECT extract(year FROM l.x), a FROM l.one, TABLE(f(1)), l.two", null, "l.one l.two")]
    [InlineData("VALUES 1", null, "")]
    public void Columns_come_from(string sql, string? columns, string? tables = null)
    {
        var lineage = QueryLineage.Read(sql, "l", Columns);

        Assert.Equal(columns, lineage.Columns is null ? null : string.Join("; ", lineage.Columns.Select(Text)));
        if (tables is not null)
        {
            Assert.Equal(tables, string.Join(' ', lineage.Tables));
        }
    }

    [Theory]
    [InlineData("INSERT INTO t (y, x) SELECT a, b FROM l.one", "y=l.one.a; x=l.one.b")]
    [InlineData("INSERT INTO t SELECT a, b FROM l.one", "p=l.one.a; q=l.one.b")]
    [InlineData("INSERT INTO t SELECT a FROM l.one", null)]
    public void An_insert_names_its_columns_as_the_table_does(string sql, string? columns)
    {
        var lineage = QueryLineage.OfInsert(SqlStatement.Read("t.sql", sql), ["p", "q"], "l", Columns);

        Assert.Equal(columns, lineage.Columns is null ? null : string.Join("; ", lineage.Columns.Select(Text)));
    }

    private static string Text(QueryColumn column) => column.Origin is not { } origin
        ? column.Name + "-"
        : $"{column.Name}{(origin.IsPlain ? '=' : ':')}{string.Join(',', origin.Sources.Select(static source => $"{source.Table}.{source.Column}"))}";

    private static IReadOnlyList<string>? Columns(SourceTable table) => (table.Database, table.Name) switch
    {
        ("l", "one") => ["a", "b", "k"],
        ("l", "two") => ["c", "k"],
        _ => null,
    };
}
