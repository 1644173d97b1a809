using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Dialect;

namespace Sluice.Lake.Glue.Jobs.Scripts.Spark;

/// <summary>
/// Spark SQL's functions in DuckDB's words. What stands in none of the lists below is not known to the lake, and is an error.
/// <see href="https://spark.apache.org/docs/latest/api/sql/"/>
/// </summary>
internal static partial class SparkFunctions
{
    /// <summary>What the name of every macro begins with.</summary>
    public const string Prefix = "spark_";

    /// <summary>Functions that are the same in both.</summary>
    private static readonly HashSet<string> Same = new(StringComparer.Ordinal)
    {
        // Aggregates and windows.
        "any_value", "avg", "bool_and", "bool_or", "corr", "count", "count_star", "covar_pop", "covar_samp", "first", "last", "max", "min", "sum",
        "cume_dist", "first_value", "lag", "last_value", "lead", "nth_value", "percent_rank", "stddev", "stddev_pop", "stddev_samp", "var_pop",
        "var_samp", "variance",

        // Numbers.
        "abs", "acos", "asin", "atan", "atan2", "cbrt", "cos", "degrees", "exp", "ln", "log10", "log2", "pi", "pow", "power", "radians", "round", "sin",
        "sqrt", "tan", "greatest", "least",

        // Text.
        "ascii", "chr", "lower", "ltrim", "md5", "repeat", "replace", "reverse", "rtrim", "translate", "trim", "upper",
        "contains", "starts_with", "ends_with",

        // Dates. DuckDB's grammar makes these of CURRENT_DATE and of INTERVAL '1' DAY.
        "current_date", "now", "to_years", "to_months", "to_weeks", "to_days", "to_hours", "to_minutes", "to_seconds", "last_day",

        // Conditions.
        "if", "ifnull", "coalesce", "nullif",

        // What DuckDB's grammar makes of LIKE, ROW(...) and array(...).
        "like_escape", "not_like_escape", "row", "list_value",
    };

    /// <summary>Functions that have another name in DuckDB, aggregates among them: a macro takes no FILTER and no window.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["any"] = "bool_or",
        ["approx_count_distinct"] = "approx_count_distinct",
        ["approx_percentile"] = "approx_quantile",
        ["array_join"] = "array_to_string",
        ["array_max"] = "list_max",
        ["array_min"] = "list_min",
        ["base64"] = "base64",
        ["bool_and"] = "bool_and",
        ["char"] = "chr",
        ["count_if"] = "count_if",
        ["current_timestamp"] = "now",
        ["endswith"] = "ends_with",
        ["every"] = "bool_and",
        ["explode"] = "unnest",
        ["isnan"] = "isnan",
        ["lcase"] = "lower",
        ["max_by"] = "arg_max_null",
        ["mean"] = "avg",
        ["min_by"] = "arg_min_null",
        ["nvl"] = "ifnull",
        ["percentile"] = "quantile_cont",
        ["some"] = "bool_or",
        ["startswith"] = "starts_with",
        ["std"] = "stddev",
        ["ucase"] = "upper",
    };

    /// <summary>Numbers of a window, which are INT in Spark.</summary>
    public static readonly IReadOnlySet<string> IntegerWindows = new HashSet<string>(StringComparer.Ordinal) { "row_number", "rank", "dense_rank", "ntile" };

    private const string Definitions =
        """
        divide(a, b) AS a / nullif(b, 0)
        minus(a DATE, b DATE) AS to_days(CAST(a - b AS INTEGER)); (a, b) AS a - b
        plus_days(a DATE, b INTERVAL) AS CAST(a + b AS DATE); (a, b) AS a + b
        minus_days(a DATE, b INTERVAL) AS CAST(a - b AS DATE); (a, b) AS a - b
        item(a, i BIGINT) AS CASE WHEN typeof(a) LIKE 'MAP%' THEN a[i] WHEN i >= 0 THEN a[i + 1] END; (a, i) AS a[i]
        pair(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN row(a, b) END
        texts(x) AS CASE WHEN typeof(x) IN ('DOUBLE[]', 'FLOAT[]') THEN list_transform(TRY_CAST(CAST(x AS VARCHAR) AS DOUBLE[]), lambda v: sluice_double_text(v)) WHEN typeof(x) LIKE '%[][]' THEN error('the lake does not know nested arrays as text') ELSE TRY_CAST(CAST(x AS VARCHAR) AS VARCHAR[]) END
        text(x) AS CASE WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN sluice_double_text(TRY_CAST(CAST(x AS VARCHAR) AS DOUBLE)) WHEN typeof(x) = 'BLOB' THEN decode(TRY_CAST(CAST(x AS VARCHAR) AS BLOB)) WHEN typeof(x) LIKE 'STRUCT%' OR typeof(x) LIKE 'MAP%' OR typeof(x) = 'INTERVAL' THEN CASE WHEN x IS NOT NULL THEN error('the lake does not know a value of type ' || typeof(x) || ' as text') END WHEN typeof(x) LIKE '%[]' THEN '[' || coalesce(array_to_string(list_transform(spark_texts(x), lambda v: coalesce(v, 'null')), ', '), '') || ']' ELSE CAST(x AS VARCHAR) END
        part(x) AS CASE WHEN typeof(x) LIKE '%[]' THEN error('the lake does not know concat of arrays: write a || b') ELSE spark_text(x) END
        words(x VARCHAR[]) AS x; (x) AS CASE WHEN typeof(x) LIKE '%[]' THEN spark_texts(x) ELSE [spark_text(x)] END
        joined(separator, parts) AS CASE WHEN separator IS NOT NULL THEN coalesce(array_to_string(list_filter(flatten(parts), lambda v: v IS NOT NULL), separator), '') END
        to_double(x TIMESTAMP) AS epoch(x); (x) AS TRY_CAST(x AS DOUBLE)
        to_exact(x) AS CASE WHEN typeof(x) = 'FLOAT' THEN CAST(CAST(TRY_CAST(CAST(x AS VARCHAR) AS FLOAT) AS DOUBLE) AS VARCHAR) WHEN typeof(x) = 'BOOLEAN' THEN CASE CAST(x AS VARCHAR) WHEN 'true' THEN '1' WHEN 'false' THEN '0' END ELSE CAST(x AS VARCHAR) END
        to_long(x) AS CASE WHEN typeof(x) = 'BOOLEAN' THEN CAST(TRY_CAST(CAST(x AS VARCHAR) AS BOOLEAN) AS BIGINT) WHEN typeof(x) IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT') THEN TRY_CAST(CAST(x AS VARCHAR) AS BIGINT) WHEN typeof(x) LIKE 'TIMESTAMP%' THEN CAST(floor(epoch(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMP))) AS BIGINT) WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN TRY_CAST(trunc(TRY_CAST(CAST(x AS VARCHAR) AS DOUBLE)) AS BIGINT) ELSE TRY_CAST(trunc(TRY_CAST(regexp_extract(trim(CAST(x AS VARCHAR)), '^[+-]?\d*[.]?\d*$') AS DECIMAL(38, 10))) AS BIGINT) END
        collect_list(x) AS coalesce(list(x) FILTER (x IS NOT NULL), [])
        collect_set(x) AS coalesce(list_sort(list(DISTINCT x) FILTER (x IS NOT NULL)), [])
        get_json_object(j, p) AS CASE WHEN json_valid(spark_text(j)) THEN json_extract_string(spark_text(j), p) WHEN regexp_matches(spark_text(j), '^\s*[{\[]\s*''|[{,]\s*''[^'']*''\s*:') THEN error('the lake reads JSON in double quotes only: get_json_object has met single ones') END
        whole_date(t) AS regexp_replace(regexp_replace(trim(t), '^(\d{4})$', '\1-01'), '^(\d{4}-\d{1,2})$', '\1-01')
        as_date(x TIMESTAMP) AS CAST(x AS DATE); (x) AS TRY_CAST(spark_whole_date(CAST(x AS VARCHAR)) AS DATE)
        as_timestamp(x TIMESTAMP) AS CAST(x AS TIMESTAMP); (x) AS TRY_CAST(spark_whole_date(CAST(x AS VARCHAR)) AS TIMESTAMP)
        to_moment(x DOUBLE) AS make_timestamp(CAST(x * 1000000 AS BIGINT)); (x) AS spark_as_timestamp(x)
        dayofweek(x) AS CAST(dayofweek(spark_as_date(x)) + 1 AS INTEGER)
        weekday(x) AS CAST(isodow(spark_as_date(x)) - 1 AS INTEGER)
        dayofmonth(x) AS CAST(day(spark_as_date(x)) AS INTEGER)
        day(x INTERVAL) AS CAST(datepart('day', x) AS INTEGER); (x) AS CAST(day(spark_as_date(x)) AS INTEGER)
        dayofyear(x) AS CAST(dayofyear(spark_as_date(x)) AS INTEGER)
        weekofyear(x) AS CAST(week(spark_as_date(x)) AS INTEGER)
        year(x) AS CAST(year(spark_as_date(x)) AS INTEGER)
        quarter(x) AS CAST(quarter(spark_as_date(x)) AS INTEGER)
        month(x) AS CAST(month(spark_as_date(x)) AS INTEGER)
        hour(x INTERVAL) AS CAST(datepart('hour', x) AS INTEGER); (x) AS CAST(hour(spark_as_timestamp(x)) AS INTEGER)
        minute(x INTERVAL) AS CAST(datepart('minute', x) AS INTEGER); (x) AS CAST(minute(spark_as_timestamp(x)) AS INTEGER)
        second(x) AS CAST(second(spark_as_timestamp(x)) AS INTEGER)
        datediff(a, b) AS CAST(date_diff('day', spark_as_date(b), spark_as_date(a)) AS INTEGER)
        date_add(d, n) AS spark_as_date(d) + CAST(n AS INTEGER)
        date_sub(d, n) AS spark_as_date(d) - CAST(n AS INTEGER)
        add_months(d, n) AS CAST(spark_as_date(d) + to_months(CAST(n AS INTEGER)) AS DATE)
        date_trunc(u, x) AS CAST(date_trunc(CASE lower(u) WHEN 'yyyy' THEN 'year' WHEN 'yy' THEN 'year' WHEN 'mon' THEN 'month' WHEN 'mm' THEN 'month' WHEN 'dd' THEN 'day' ELSE lower(u) END, spark_as_timestamp(x)) AS TIMESTAMP)
        trunc(x, u) AS CAST(spark_date_trunc(u, x) AS DATE)
        unix_timestamp(x) AS CAST(floor(epoch(spark_as_timestamp(x))) AS BIGINT)
        unix_date(x) AS CAST(date_diff('day', DATE '1970-01-01', x) AS INTEGER)
        length(s) AS CAST(length(CAST(s AS VARCHAR)) AS INTEGER)
        instr(s, t) AS CAST(instr(CAST(s AS VARCHAR), t) AS INTEGER)
        locate(t, s) AS CAST(instr(CAST(s AS VARCHAR), t) AS INTEGER)
        substring(s, p) AS substring(CAST(s AS VARCHAR), CASE WHEN p = 0 THEN 1 ELSE p END); (s, p, n) AS substring(CAST(s AS VARCHAR), CASE WHEN p = 0 THEN 1 ELSE p END, n)
        left(s, n) AS CASE WHEN n <= 0 THEN left(s, 0) ELSE left(CAST(s AS VARCHAR), n) END
        right(s, n) AS CASE WHEN n <= 0 THEN left(s, 0) ELSE right(CAST(s AS VARCHAR), n) END
        lpad(s, n, p) AS lpad(CAST(s AS VARCHAR), CAST(n AS INTEGER), p); (s, n) AS lpad(CAST(s AS VARCHAR), CAST(n AS INTEGER), ' ')
        rpad(s, n, p) AS rpad(CAST(s AS VARCHAR), CAST(n AS INTEGER), p); (s, n) AS rpad(CAST(s AS VARCHAR), CAST(n AS INTEGER), ' ')
        initcap(s) AS array_to_string(list_transform(string_split(lower(s), ' '), lambda w: upper(left(w, 1)) || substring(w, 2)), ' ')
        split(s, r) AS string_split_regex(s, r)
        regexp_replace(s, r, t) AS regexp_replace(s, r, regexp_replace(t, '\$(\d)', '\\\1', 'g'), 'g')
        regexp_extract(s, r) AS regexp_extract(s, r, 1); (s, r, i) AS regexp_extract(s, r, i)
        rlike(s, r) AS regexp_matches(s, r)
        sha2(s, n) AS CASE n WHEN 256 THEN sha256(s) WHEN 0 THEN sha256(s) ELSE error('the lake knows sha2 of 256 bits only') END
        ceil(x) AS CAST(ceil(x) AS BIGINT)
        floor(x) AS CAST(floor(x) AS BIGINT)
        log(x) AS ln(x); (b, x) AS log(b, x)
        sign(x) AS CAST(sign(x) AS DOUBLE)
        mod(a, b) AS a % nullif(b, 0)
        pmod(a, b) AS ((a % nullif(b, 0)) + b) % nullif(b, 0)
        isnull(x) AS x IS NULL
        isnotnull(x) AS x IS NOT NULL
        nvl2(x, a, b) AS CASE WHEN x IS NOT NULL THEN a ELSE b END
        size(x) AS CAST(coalesce(len(x), -1) AS INTEGER)
        array_contains(a, x) AS CASE WHEN x IS NULL THEN NULL WHEN list_contains(a, x) THEN true WHEN list_count(a) < len(a) THEN NULL ELSE list_contains(a, x) END
        array_distinct(a) AS list_filter(a, lambda v, i: list_position(a, v) = i)
        array_size(x) AS CAST(len(x) AS INTEGER)
        sort_array(a) AS list_sort(a, 'ASC', 'NULLS FIRST'); (a, up) AS CASE WHEN up THEN list_sort(a, 'ASC', 'NULLS FIRST') ELSE list_sort(a, 'DESC', 'NULLS LAST') END
        array_sort(a) AS list_sort(a, 'ASC', 'NULLS LAST')
        element_at(a, i) AS a[i]
        """;

    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["ceiling"] = "ceil",
        ["char_length"] = "length",
        ["character_length"] = "length",
        ["dateadd"] = "date_add",
        ["date_diff"] = "datediff",
        ["cardinality"] = "size",
        ["len"] = "length",
        ["regexp"] = "rlike",
        ["regexp_like"] = "rlike",
        ["strpos"] = "instr", // POSITION(a IN b) in DuckDB's grammar
        ["substr"] = "substring",
    };

    private static readonly Dictionary<string, string> Macro = Definitions
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(static line => line[..line.IndexOf('(', StringComparison.Ordinal)], static line => line, StringComparer.Ordinal);

    /// <summary>The statements that define the macros.</summary>
    public static string Macros { get; } = TrinoFunctions.Needed(TreeBuilder.Function("sluice_double_text")) + string.Join("; ", Macro.Select(static macro =>
        $"CREATE MACRO {Prefix}{macro.Key}{Overload().Replace(macro.Value[macro.Key.Length..], ", (")}"));

    /// <summary>Functions that <see cref="SparkRewriter"/> takes apart by their arguments.</summary>
    private static readonly string[] Rewritten = ["concat", "concat_ws", "date_format", "from_unixtime", "to_date", "to_timestamp"];

    /// <summary>What DuckDB's grammar and the rewriter make of other words: nobody writes these.</summary>
    private static readonly HashSet<string> Made = new(StringComparer.Ordinal)
    {
        "count_star", "like_escape", "not_like_escape", "row", "list_value", "list_contains", "strpos",
        "to_years", "to_months", "to_weeks", "to_days", "to_hours", "to_minutes", "to_seconds", "divide", "minus", "plus_days", "minus_days", "item",
        "pair", "text", "texts", "part", "words", "joined", "to_double", "to_moment", "to_exact", "to_long", "whole_date", "as_date", "as_timestamp",
    };

    /// <summary>Every function that the lake knows, sorted: docs/spark-sql.md names them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Same.Concat(Renamed.Keys).Concat(Macro.Keys).Concat(Synonyms.Keys).Concat(IntegerWindows).Concat(Rewritten).Append("array")
            .Where(static name => !Made.Contains(name)).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The function's name in DuckDB; null when the lake does not know it.</summary>
    public static string? Find(string name)
    {
        var plain = Synonyms.GetValueOrDefault(name, name);
        return Macro.ContainsKey(plain) ? Prefix + plain
            : Renamed.TryGetValue(plain, out var other) ? other
            : Same.Contains(plain) || IntegerWindows.Contains(plain) ? plain
            : null;
    }

    [GeneratedRegex(@"; \(")]
    private static partial Regex Overload();
}
