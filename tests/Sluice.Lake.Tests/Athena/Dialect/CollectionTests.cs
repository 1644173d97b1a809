namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Arrays, maps, rows and UNNEST: <see href="https://trino.io/docs/current/functions/array.html"/>.</summary>
public sealed class CollectionTests
{
    [Theory]
    [InlineData("SELECT ARRAY[1, 2][1]", "1")]
    [InlineData("SELECT ARRAY[1, 2][3]", "INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: 3 > 2")]
    [InlineData("SELECT ARRAY[1, 2][0]", "INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1")]
    [InlineData("SELECT element_at(ARRAY[1, 2], -1)", "2")]
    [InlineData("SELECT MAP(ARRAY['a'], ARRAY[1])['b']", "INVALID_FUNCTION_ARGUMENT: Key not present in map: b")]
    [InlineData("SELECT MAP(ARRAY['a'], ARRAY[1])['a']", "1")]
    [InlineData("SELECT m['b'] FROM (VALUES MAP(ARRAY['a'], ARRAY[1])) t (m)", "INVALID_FUNCTION_ARGUMENT: Key not present in map: b")]
    [InlineData("SELECT m['a'] FROM (VALUES MAP(ARRAY['a'], ARRAY[1])) t (m)", "1")]
    [InlineData("SELECT element_at(MAP(ARRAY['a'], ARRAY[1]), 'b')", "∅")]
    public Task Subscripts_fail_outside_and_element_at_does_not(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT typeof(arbitrary(a)) FROM (SELECT * FROM (VALUES ARRAY['x']) t (a)) WHERE a IS NULL", "array(varchar(1))")]
    [InlineData("SELECT typeof(arbitrary(m)) FROM (SELECT map_agg(k, v) AS m FROM (VALUES ('x', BIGINT '1')) t (k, v) LIMIT 0)", "map(varchar(1), bigint)")]
    [InlineData("SELECT typeof(CAST(ROW(1, 'x') AS ROW(a integer, b varchar)))", "row(a integer, b varchar)")]
    [InlineData("SELECT typeof(zip(ARRAY[1], ARRAY[2]))", "NOT_SUPPORTED: The lake cannot tell the type that typeof asks for. Give the expression one: CAST(... AS map(varchar, bigint))")]
    public Task Typeof_says_what_they_are_made_of(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT cardinality(MAP(ARRAY['a'], ARRAY[1]))", "1")]
    [InlineData("SELECT contains(ARRAY[1, 2], 2)", "true")]
    [InlineData("SELECT array_join(ARRAY[1, NULL, 2], ',')", "1,2")]
    [InlineData("SELECT array_join(ARRAY[1, NULL, 2], ',', '?')", "1,?,2")]
    [InlineData("SELECT concat_ws('-', 'a', NULL, '', 'b')", "a--b")]
    [InlineData("SELECT concat_ws('-', ARRAY['a', NULL, 'b'])", "a-b")]
    [InlineData("SELECT map(ARRAY['a'], ARRAY[x]) FROM (VALUES 1) t(x)", "{a=1}")]
    [InlineData("SELECT map(ARRAY[x], ARRAY['a']) FROM (VALUES 1) t(x)", "{1=a}")]
    [InlineData("SELECT concat_ws(CAST(NULL AS varchar), 'a', 'b')", "∅")]
    [InlineData("SELECT array_distinct(ARRAY[3, 1, 3, NULL, NULL])", "[3, 1, null]")]
    [InlineData("SELECT array_sort(ARRAY[3, NULL, 1])", "[1, 3, null]")]
    [InlineData("SELECT array_max(ARRAY[1, 3])", "3")]
    [InlineData("SELECT array_min(ARRAY[1, NULL])", "∅")]
    [InlineData("SELECT array_position(ARRAY['a', 'b'], 'c')", "0")]
    [InlineData("SELECT array_remove(ARRAY[1, 2, 1], 1)", "[2]")]
    [InlineData("SELECT array_union(ARRAY[1, 2], ARRAY[2, 3])", "[1, 2, 3]")]
    [InlineData("SELECT array_intersect(ARRAY[1, 2], ARRAY[2, 3])", "[2]")]
    [InlineData("SELECT array_except(ARRAY[1, 2], ARRAY[2, 3])", "[1]")]
    [InlineData("SELECT arrays_overlap(ARRAY[1, 2], ARRAY[2])", "true")]
    [InlineData("SELECT slice(ARRAY[1, 2, 3, 4], 2, 2)", "[2, 3]")]
    [InlineData("SELECT slice(ARRAY[1, 2, 3, 4], -2, 2)", "[3, 4]")]
    [InlineData("SELECT array_except(ARRAY[1, 2, 1], ARRAY[2]), array_except(CAST(NULL AS array(integer)), ARRAY[1]), array_except(ARRAY[1], CAST(NULL AS array(integer)))", "[1]|∅|∅")]
    [InlineData("SELECT array_intersect(ARRAY[1], CAST(NULL AS array(integer))), array_intersect(ARRAY[1, 1], ARRAY[])", "∅|[]")]
    public Task Array_functions(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT slice(ARRAY[1, 2, 3], -5, 5), slice(ARRAY[1, 2, 3], -4, 2), slice(ARRAY[1, 2, 3], -3, 2), slice(ARRAY[1, 2, 3], -1, 5)", "[]|[]|[1, 2]|[3]")]
    [InlineData("SELECT slice(ARRAY[1, 2, 3], 2, 9), slice(ARRAY[1, 2, 3], 4, 1), slice(ARRAY[1, 2, 3], 1, 0), slice(ARRAY[1, 2, 3], -3, 0)", "[2, 3]|[]|[]|[]")]
    [InlineData("SELECT slice(ARRAY[1, 2, 3], 0, 1)", "INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1")]
    [InlineData("SELECT slice(ARRAY[1, 2, 3], 1, -1)", "INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0")]
    [InlineData("SELECT trim_array(ARRAY[1, 2], 1), trim_array(ARRAY[1, 2], 2), trim_array(ARRAY[1, 2], 0)", "[1]|[]|[1, 2]")]
    [InlineData("SELECT trim_array(ARRAY[1, 2], 3)", "INVALID_FUNCTION_ARGUMENT: size must not exceed array cardinality 2: 3")]
    [InlineData("SELECT trim_array(ARRAY[1, 2], -1)", "INVALID_FUNCTION_ARGUMENT: size must not be negative: -1")]
    public Task Parts_of_arrays_do_not_reach_beyond_them(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT array_except(ARRAY[1, NULL], ARRAY[2]), array_except(ARRAY[1, NULL, NULL], ARRAY[1]), array_except(ARRAY[1, NULL], ARRAY[NULL])", "[1, null]|[null]|[1]")]
    [InlineData("SELECT array_intersect(ARRAY[1, NULL], ARRAY[1, NULL]), array_intersect(ARRAY[1, NULL], ARRAY[1]), array_intersect(ARRAY[NULL, 3, 2, 1], ARRAY[1, 2])", "[1, null]|[1]|[2, 1]")]
    [InlineData("SELECT array_except(a, b), array_intersect(a, b) FROM (VALUES (ARRAY[1, NULL, 2], ARRAY[2, NULL])) t (a, b)", "[1]|[null, 2]")]
    public Task Null_is_an_element_like_others_where_arrays_are_taken_for_sets(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT array_join(ARRAY[1e7, 0.5e0, nan()], ',')", "1.0E7,0.5,NaN")]
    [InlineData("SELECT array_join(ARRAY[REAL '1.5', NULL], ',', '?')", "1.5,?")]
    [InlineData("SELECT array_join(ARRAY[TIMESTAMP '2024-01-02 03:04:05'], ',')", "2024-01-02 03:04:05.000")]
    [InlineData("SELECT array_join(a, ',') FROM (VALUES ARRAY[1e7, NULL]) t (a)", "1.0E7")]
    [InlineData("SELECT array_join(ARRAY[true, NULL, false], ','), array_join(CAST(NULL AS array(double)), ',')", "true,false|∅")]
    public Task Elements_join_as_the_texts_that_a_cast_makes_of_them(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT sequence(1, 3)", "[1, 2, 3]")]
    [InlineData("SELECT sequence(3, 1)", "[3, 2, 1]")]
    [InlineData("SELECT sequence(DATE '2024-01-01', DATE '2024-01-03')", "[2024-01-01, 2024-01-02, 2024-01-03]")]
    [InlineData("SELECT sequence(DATE '2024-01-01', DATE '2024-03-01', INTERVAL '1' MONTH)", "[2024-01-01, 2024-02-01, 2024-03-01]")]
    public Task Sequences(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT flatten(ARRAY[ARRAY[1], ARRAY[2, 3]])", "[1, 2, 3]")]
    [InlineData("SELECT transform(ARRAY[1, 2], x -> x / 2)", "[0, 1]")]
    [InlineData("SELECT filter(ARRAY[1, 2, 3], x -> x > 1)", "[2, 3]")]
    [InlineData("SELECT reduce(ARRAY[1, 2, 3], 0, (s, x) -> s + x, s -> s * 10)", "60")]
    [InlineData("SELECT any_match(ARRAY[1, 2], x -> x > 1)", "true")]
    [InlineData("SELECT all_match(ARRAY[1, 2], x -> x > 1)", "false")]
    [InlineData("SELECT none_match(ARRAY[1, 2], x -> x > 2)", "true")]
    public Task Functions_with_lambdas(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT zip(ARRAY[1, 2], ARRAY['a', 'b'])", "[{field0=1, field1=a}, {field0=2, field1=b}]")]
    [InlineData("SELECT map_keys(MAP(ARRAY['a'], ARRAY[1]))", "[a]")]
    [InlineData("SELECT map_values(MAP(ARRAY['a'], ARRAY[1]))", "[1]")]
    [InlineData("SELECT map_filter(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> v > 1)", "{b=2}")]
    [InlineData("SELECT transform_values(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> v + 1)", "{a=2}")]
    [InlineData("SELECT transform_keys(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> upper(k))", "{A=1}")]
    [InlineData("SELECT map_concat(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['b'], ARRAY[2]))", "{a=1, b=2}")]
    [InlineData("SELECT map_entries(MAP(ARRAY['a'], ARRAY[1]))", "[{field0=a, field1=1}]")]
    public Task Map_functions(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT ARRAY[1] || ARRAY[2]", "[1, 2]")]
    [InlineData("SELECT ARRAY[1] || 2", "[1, 2]")]
    [InlineData("SELECT 0 || ARRAY[1]", "[0, 1]")]
    [InlineData("SELECT concat(ARRAY[1], ARRAY[2])", "[1, 2]")]
    public Task Arrays_join_arrays_and_elements(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT ROW(1, 'a')", "{field0=1, field1=a}")]
    [InlineData("SELECT ROW(1, 'a')[2]", "a")]
    [InlineData("SELECT CAST(ROW(1, 'a') AS ROW(x integer, y varchar)).y", "a")]
    [InlineData("SELECT r.y FROM (SELECT CAST(ROW(1, 'a') AS ROW(x integer, y varchar)) AS r)", "a")]
    public Task Rows_and_their_fields(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT x FROM UNNEST(ARRAY[1, 2]) AS t (x)", "1; 2")]
    [InlineData("SELECT x, n FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY AS t (x, n)", "a|1; b|2")]
    [InlineData("SELECT a, b FROM UNNEST(ARRAY[1, 2], ARRAY['x']) AS t (a, b)", "1|x; 2|∅")]
    [InlineData("SELECT k, v FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) AS t (k, v)", "a|1; b|2")]
    [InlineData("SELECT i, x FROM (VALUES (1, ARRAY[10, 20])) q (i, items) CROSS JOIN UNNEST(items) AS t (x)", "1|10; 1|20")]
    [InlineData("SELECT i, x, n FROM (VALUES (1, ARRAY[10, 20])) q (i, items) CROSS JOIN UNNEST(items) WITH ORDINALITY AS t (x, n) ORDER BY n", "1|10|1; 1|20|2")]
    [InlineData("SELECT a, b FROM UNNEST(ARRAY[CAST(ROW(1, 'x') AS ROW(a integer, b varchar))]) AS t (a, b)", "1|x")]
    public Task Unnest_of_arrays_maps_and_rows(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT repeat('a', 3)", "[a, a, a]")]
    [InlineData("SELECT [1, 2]", "SYNTAX_ERROR: line 1:8: mismatched input '['. Expecting: <expression>")]
    public Task Repeat_and_no_bare_brackets(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT contains(ARRAY[1, NULL], 2), contains(ARRAY[1, NULL], 1), contains(ARRAY[1], 2), contains(ARRAY[1], NULL)", "∅|true|false|∅")]
    [InlineData("SELECT contains(ARRAY[ARRAY[1, NULL]], ARRAY[1, 2]), contains(ARRAY[(1, 2), NULL], (1, 2))", "∅|true")]
    [InlineData("SELECT arrays_overlap(ARRAY[1, 2], ARRAY[3, NULL]), arrays_overlap(ARRAY[NULL, 1], ARRAY[1]), arrays_overlap(ARRAY[], ARRAY[NULL])", "∅|true|false")]
    [InlineData("SELECT ARRAY[1, 2] = ARRAY[1, NULL], ARRAY[1, 2] <> ARRAY[1, NULL], ARRAY[1, NULL] = ARRAY[2, NULL], ARRAY[1] = ARRAY[1, NULL]", "∅|∅|false|false")]
    [InlineData("SELECT ARRAY[1, 2] = ARRAY[1, 2], ARRAY[1] <> ARRAY[1], ARRAY[ARRAY[1]] = ARRAY[ARRAY[NULL]], ARRAY[1] IN (ARRAY[2], ARRAY[1])", "true|false|∅|true")]
    [InlineData("SELECT (1, NULL) = (1, 2), (1, NULL) = (2, 2), (1, 2) IN ((3, NULL), (1, NULL)), (1, 2) NOT IN ((3, NULL))", "∅|false|∅|true")]
    [InlineData("SELECT MAP(ARRAY['a'], ARRAY[NULL]) = MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a'], ARRAY[1]) = MAP(ARRAY['b'], ARRAY[1]), MAP() = MAP()", "∅|false|true")]
    [InlineData("SELECT a.x FROM (VALUES ARRAY[1, 2], ARRAY[1, NULL]) a (x) JOIN (VALUES ARRAY[1, 2]) b (x) ON a.x = b.x", "[1, 2]")]
    public Task Null_in_an_array_is_a_value_that_nobody_knows(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT MAP(ARRAY['a', 'a'], ARRAY[1, 2])", "INVALID_FUNCTION_ARGUMENT: Duplicate map keys (a) are not allowed")]
    [InlineData("SELECT MAP(ARRAY['a'], ARRAY[1, 2])", "INVALID_FUNCTION_ARGUMENT: Key and value arrays must be the same length")]
    [InlineData("SELECT MAP(ARRAY['a', NULL], ARRAY[1, 2])", "INVALID_FUNCTION_ARGUMENT: map key cannot be null")]
    [InlineData("SELECT transform_keys(MAP(ARRAY[1, 2], ARRAY[1, 2]), (k, v) -> 1)", "INVALID_FUNCTION_ARGUMENT: Duplicate map keys are not allowed")]
    public Task Keys_of_maps_are_checked(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
