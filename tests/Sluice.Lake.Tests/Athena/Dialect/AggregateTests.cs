namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Aggregates and GROUP BY: <see href="https://trino.io/docs/current/functions/aggregate.html"/>.</summary>
public sealed class AggregateTests
{
    [Theory]
    [InlineData("SELECT sum(x) FROM (VALUES 1, 2) t (x)", "3")]
    [InlineData("SELECT sum(x) FROM (VALUES 9223372036854775807, 1) t (x)", "NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow")]
    [InlineData("SELECT avg(x) FROM (VALUES 1, 2) t (x)", "1.5")]
    [InlineData("SELECT avg(x) FROM (VALUES 1.00, 1.01) t (x)", "1.01")]
    [InlineData("SELECT sum(x) FROM (VALUES 1.10, 2.20) t (x)", "3.30")]
    public Task Sums_and_averages_keep_Athenas_types(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT count_if(x > 1) FILTER (WHERE x < 3) FROM (VALUES 1, 2, 3) t (x)", "1")]
    [InlineData("SELECT arbitrary(x) FROM (VALUES 1, NULL) t (x)", "1")]
    [InlineData("SELECT array_agg(x ORDER BY x DESC) FROM (VALUES 1, 3, 2) t (x)", "[3, 2, 1]")]
    [InlineData("SELECT array_agg(DISTINCT x ORDER BY x) FROM (VALUES 1, 3, 1) t (x)", "[1, 3]")]
    [InlineData("SELECT array_agg(x) FILTER (WHERE x IS NOT NULL) FROM (VALUES 1, NULL) t (x)", "[1]")]
    public Task Aggregates_take_filter_order_and_distinct(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT max_by(x, y) FROM (VALUES ('a', 1), ('b', 2)) t (x, y)", "b")]
    [InlineData("SELECT max_by(x, y) FROM (VALUES (NULL, 3), ('b', 2)) t (x, y)", "∅")]
    [InlineData("SELECT max_by(x, y, 2) FROM (VALUES ('a', 1), ('b', 2), ('c', 3)) t (x, y)", "[c, b]")]
    [InlineData("SELECT map_agg(x, y) FROM (VALUES ('a', 1), ('b', 2)) t (x, y)", "{a=1, b=2}")]
    [InlineData("SELECT histogram(x) FROM (VALUES 'a', 'b', 'a') t (x)", "{a=2, b=1}")]
    public Task Aggregates_by_another_column_and_into_maps(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT bool_and(x > 0) FROM (VALUES 1, 2) t (x)", "true")]
    [InlineData("SELECT every(x > 1) FROM (VALUES 1, 2) t (x)", "false")]
    [InlineData("SELECT listagg(x, ',') WITHIN GROUP (ORDER BY x) FROM (VALUES 'b', 'a') t (x)", "a,b")]
    [InlineData("SELECT approx_percentile(x, 0.5) FROM (VALUES 1, 2, 3) t (x)", "2")]
    [InlineData("SELECT stddev(x) FROM (VALUES 1, 3) t (x)", "1.4142135623730951")]
    public Task Other_aggregates(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT checksum(x) FROM (VALUES 1, 3) t (x)", "NOT_SUPPORTED: the lake does not support the function checksum yet. Run this statement on AWS, or write it another way.")]
    public Task What_the_lake_lacks_says_so(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT x, count(*) FROM (VALUES 'a', 'b', 'a') t (x) GROUP BY ROLLUP (x) ORDER BY x", "a|2; b|1; ∅|3")]
    [InlineData("SELECT x, grouping(x) FROM (VALUES 'a', 'b', 'a') t (x) GROUP BY GROUPING SETS ((x), ()) ORDER BY 1", "a|0; b|0; ∅|1")]
    [InlineData("SELECT count(DISTINCT x) FROM (VALUES 'a', 'b', 'a') t (x)", "2")]
    public Task Grouping_sets(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT upper(x) AS u, count(*) FROM (VALUES 'a', 'A') t (x) GROUP BY u", "COLUMN_NOT_FOUND: line 1:70: Column 'u' cannot be resolved")]
    [InlineData("SELECT x FROM (VALUES 'a', 'A') t (x) WHERE count(*) > 1", "EXPRESSION_NOT_SCALAR: line 1:54: WHERE clause cannot contain aggregations, window functions or grouping operations: [count(*)]")]
    [InlineData("SELECT x, count(*) FROM (VALUES 'a') t (x)", "EXPRESSION_NOT_AGGREGATE: line 1:8: 'x' must be an aggregate expression or appear in GROUP BY clause")]
    public Task Aggregation_mistakes_are_refused_at_their_place(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT max(sum(x)) FROM (VALUES 1) t (x)", "NESTED_AGGREGATION: line 1:8: Cannot nest aggregations inside aggregation 'max': [sum(x)]")]
    [InlineData("SELECT sum(row_number() OVER ()) FROM (VALUES 1) t (x)", "NESTED_WINDOW: line 1:8: Cannot nest window functions or row pattern measures inside aggregation 'sum': [row_number()]")]
    [InlineData("SELECT sum(sum(y)) OVER () FROM (VALUES (1, 2)) t (x, y) GROUP BY x", "2")]
    public Task Aggregates_do_not_nest(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
