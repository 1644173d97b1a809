using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// Athena's functions that DuckDB lacks or computes otherwise, as DuckDB macros <c>sluice_&lt;name&gt;</c>. A statement gets only
/// those that it needs. <see href="https://trino.io/docs/current/functions.html"/>
/// </summary>
internal static partial class TrinoFunctions
{
    /// <summary>What the name of every macro begins with.</summary>
    public const string Prefix = "sluice_";

    /// <summary>Functions that only have another name in DuckDB, aggregates among them: a macro cannot take FILTER or ORDER BY.</summary>
    public static readonly IReadOnlyDictionary<string, string> Renamed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["approx_distinct"] = "approx_count_distinct",
        ["approx_percentile"] = "approx_quantile",
        ["arbitrary"] = "any_value",
        ["array_except"] = "sluice_array_except",
        ["arrays_overlap"] = "list_has_any",
        ["codepoint"] = "unicode",
        ["contains"] = "list_contains",
        ["day_of_month"] = "day",
        ["day_of_week"] = "isodow",
        ["day_of_year"] = "dayofyear",
        ["dow"] = "isodow",
        ["doy"] = "dayofyear",
        ["every"] = "bool_and",
        ["filter"] = "list_filter",
        ["from_hex"] = "unhex",
        ["from_utf8"] = "decode",
        ["hamming_distance"] = "hamming",
        ["is_finite"] = "isfinite",
        ["is_infinite"] = "isinf",
        ["is_nan"] = "isnan",
        ["last_day_of_month"] = "last_day",
        ["levenshtein_distance"] = "levenshtein",
        ["max_by"] = "arg_max_null",
        ["min_by"] = "arg_min_null",
        ["normalize"] = "nfc_normalize",
        ["rand"] = "random",
        ["regexp_like"] = "regexp_matches",
        ["regexp_split"] = "string_split_regex",
        ["split"] = "string_split",
        ["to_hex"] = "hex",
        ["to_utf8"] = "encode",
        ["transform"] = "list_transform",
        ["truncate"] = "trunc",
        ["week_of_year"] = "week",
        ["year_of_week"] = "isoyear",
        ["yow"] = "isoyear",
        ["zip"] = "list_zip",
    };

    /// <summary>A failure of the query: a cast that cannot work, because TRY catches casts and does not allow error().</summary>
    private const string Operators =
        """
        fail(message, witness) AS CASE WHEN CAST(message || coalesce(left(CAST(witness AS VARCHAR), 0), '') AS BOOLEAN) THEN NULL END
        zero(witness) AS sluice_fail('DIVISION_BY_ZERO: Division by zero', witness)
        divide_integers(a, b) AS CASE WHEN b = 0 THEN sluice_zero(b) ELSE a // b END
        divide_half_up(n, d) AS CASE WHEN d = 0 THEN sluice_zero(d) ELSE n // d + CASE WHEN 2 * abs(n % d) >= abs(d) THEN CASE WHEN (n < 0) = (d < 0) THEN 1 ELSE -1 END ELSE 0 END END
        unless_null(witness, value) AS CASE WHEN witness IS NOT NULL THEN value END
        type_of(a, name) AS CASE WHEN a IS NULL THEN name ELSE name END
        divide(a, b) AS CASE WHEN b <> 0 OR b IS NULL THEN a // b WHEN typeof(a // b) IN ('DOUBLE', 'FLOAT') AND typeof(a) NOT LIKE 'DECIMAL%' THEN list_resize([a // b][:0], 1, CAST(a AS DOUBLE) / CAST(b AS DOUBLE))[1] ELSE sluice_zero(b) END
        modulus(a, b) AS CASE WHEN b <> 0 OR b IS NULL OR typeof(a % b) IN ('DOUBLE', 'FLOAT') THEN a % b ELSE sluice_zero(b) END
        mod(a, b) AS sluice_modulus(a, b)
        sum_type(s, sample) AS list_resize([sample + 0::HUGEINT][:0], 1, s)[1]
        avg_type(s, sample) AS list_resize([sample / 1][:0], 1, s)[1]
        bigint(value) AS CAST(value AS BIGINT)
        bigint_sum(value) AS CASE WHEN value BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(value AS BIGINT) WHEN value IS NOT NULL THEN sluice_fail('NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow', value) END
        real(value) AS CAST(value AS FLOAT)
        date(value) AS CAST(value AS DATE)
        timestamp(value) AS CAST(value AS TIMESTAMP)
        null_if_any(value, others) AS CASE WHEN list_contains(list_transform(others, o -> o IS NULL), true) THEN NULL ELSE value END
        subscript(items, place) AS CASE WHEN place = 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1', place) WHEN place < 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ' || place, place) WHEN place > len(items) THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: ' || place || ' > ' || len(items), place) ELSE items[place] END
        map_subscript(entries, name) AS CASE WHEN entries IS NOT NULL AND name IS NOT NULL AND NOT map_contains(entries, name) THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Key not present in map: ' || CAST(name AS VARCHAR), entries) ELSE entries[name] END
        days_between(a, b) AS CAST(a AS TIMESTAMP) - CAST(b AS TIMESTAMP)
        """;

    private const string Casts =
        """
        exponent(digits, power) AS left(digits, 1) || '.' || coalesce(nullif(rtrim(substring(digits, 2), '0'), ''), '0') || 'E' || power
        large(text) AS sluice_exponent(replace(text, '.', ''), strpos(text, '.') - 2)
        small(text) AS sluice_exponent(ltrim(replace(text, '.', ''), '0'), length(ltrim(text, '0.')) - length(text) + 1)
        scientific(text) AS CASE WHEN contains(text, '.') THEN split_part(text, 'e', 1) ELSE split_part(text, 'e', 1) || '.0' END || 'E' || CAST(split_part(text, 'e', 2) AS INTEGER)
        floating_text(value, text) AS CASE WHEN isnan(value) THEN 'NaN' WHEN isinf(value) THEN CASE WHEN value > 0 THEN 'Infinity' ELSE '-Infinity' END WHEN value = 0 OR (abs(value) >= 1e-3 AND abs(value) < 1e7) THEN text ELSE CASE WHEN value < 0 THEN '-' ELSE '' END || CASE WHEN contains(text, 'e') THEN sluice_scientific(ltrim(text, '-')) WHEN abs(value) >= 1 THEN sluice_large(ltrim(text, '-')) ELSE sluice_small(ltrim(text, '-')) END END
        double_text(value) AS sluice_floating_text(value, CAST(value AS VARCHAR))
        timestamp_text(value) AS strftime(value, '%Y-%m-%d %H:%M:%S.%g')
        zoned_text(value, zone) AS strftime(timezone(zone, value), '%Y-%m-%d %H:%M:%S.%g') || ' ' || zone
        json_text(value) AS CAST(value AS JSON) ->> '$'
        is_integer_text(text) AS regexp_full_match(text, '[+-]?[0-9]+')
        integer_text(text, target) AS CASE WHEN text IS NULL OR sluice_is_integer_text(text) THEN text ELSE sluice_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || text || ''' to ' || target, text) END
        integer_try(text) AS CASE WHEN sluice_is_integer_text(text) THEN text END
        is_date_text(text) AS regexp_full_match(trim(text), '[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}')
        date_text(text) AS CASE WHEN text IS NULL OR sluice_is_date_text(text) THEN text ELSE sluice_fail('INVALID_CAST_ARGUMENT: Value cannot be cast to date: ' || text, text) END
        date_try(text) AS CASE WHEN sluice_is_date_text(text) THEN text END
        is_moment_text(text) AS regexp_full_match(trim(text), '[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]{1,12})?)?)?')
        moment_text(text) AS CASE WHEN text IS NULL OR sluice_is_moment_text(text) THEN text ELSE sluice_fail('INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: ' || text, text) END
        moment_try(text) AS CASE WHEN sluice_is_moment_text(text) THEN text END
        boolean_text(text) AS CASE WHEN text IS NULL OR lower(text) IN ('true', 'false', 't', 'f', '1', '0') THEN text ELSE sluice_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || text || ''' to BOOLEAN', text) END
        boolean_try(text) AS CASE WHEN lower(text) IN ('true', 'false', 't', 'f', '1', '0') THEN text END
        """;

    private const string DatesAndTimes =
        """
        current_timezone() AS 'UTC'
        from_unixtime(seconds) AS to_timestamp(CAST(seconds AS DOUBLE))
        to_unixtime(moment) AS epoch(CAST(moment AS TIMESTAMP))
        from_iso8601_date(text) AS CAST(text AS DATE)
        from_iso8601_timestamp(text) AS CAST(text AS TIMESTAMPTZ)
        iso8601_date(moment) AS strftime(moment, '%Y-%m-%d')
        to_iso8601(moment) AS strftime(moment, '%Y-%m-%dT%H:%M:%S.%g')
        iso8601_zoned(moment) AS strftime(timezone('UTC', moment), '%Y-%m-%dT%H:%M:%S.%g') || 'Z'
        bad_unit(unit) AS sluice_fail('INVALID_FUNCTION_ARGUMENT: ''' || unit || ''' is not a valid Timestamp field', unit)
        date_add(unit, amount, moment) AS list_resize([moment][:0], 1, CASE lower(unit) WHEN 'millisecond' THEN CAST(moment AS TIMESTAMP) + to_milliseconds(amount) WHEN 'second' THEN CAST(moment AS TIMESTAMP) + to_seconds(amount) WHEN 'minute' THEN CAST(moment AS TIMESTAMP) + to_minutes(amount) WHEN 'hour' THEN CAST(moment AS TIMESTAMP) + to_hours(amount) WHEN 'day' THEN CAST(moment AS TIMESTAMP) + to_days(CAST(amount AS INTEGER)) WHEN 'week' THEN CAST(moment AS TIMESTAMP) + to_weeks(CAST(amount AS INTEGER)) WHEN 'month' THEN CAST(moment AS TIMESTAMP) + to_months(CAST(amount AS INTEGER)) WHEN 'quarter' THEN CAST(moment AS TIMESTAMP) + to_months(CAST(amount * 3 AS INTEGER)) WHEN 'year' THEN CAST(moment AS TIMESTAMP) + to_years(CAST(amount AS INTEGER)) ELSE sluice_bad_unit(unit) END)[1]
        date_diff(unit, a, b) AS CASE WHEN lower(unit) IN ('millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year') THEN datesub(lower(unit), CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP)) ELSE sluice_bad_unit(unit) END
        date_trunc(unit, moment) AS list_resize([moment][:0], 1, CASE WHEN lower(unit) IN ('millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year') THEN datetrunc(lower(unit), CAST(moment AS TIMESTAMP)) ELSE sluice_bad_unit(unit) END)[1]
        millisecond(moment) AS CAST(datepart('millisecond', moment) % 1000 AS BIGINT)
        to_milliseconds(span) AS CAST(epoch(span) * 1000 AS BIGINT)
        """;

    private const string Strings =
        """
        substr(text, start) AS CASE WHEN start = 0 OR abs(start) > length(text) THEN '' ELSE substring(text, start) END, (text, start, length) AS CASE WHEN start = 0 OR abs(start) > length(text) OR length <= 0 THEN '' ELSE substring(text, start, length) END
        substring(text, start) AS sluice_substr(text, start), (text, start, length) AS sluice_substr(text, start, length)
        strpos(text, part) AS CAST(instr(text, part) AS BIGINT)
        position(text, part) AS CAST(instr(text, part) AS BIGINT)
        replace(text, part) AS replace(text, part, ''), (text, part, other) AS replace(text, part, other)
        split_part(text, separator, place) AS CASE WHEN place < 1 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Index must be greater than zero', place) WHEN place > len(string_split(text, separator)) THEN NULL ELSE string_split(text, separator)[place] END
        split_limit(text, separator, most) AS CASE WHEN len(string_split(text, separator)) <= most THEN string_split(text, separator) ELSE list_append(string_split(text, separator)[:most - 1], array_to_string(string_split(text, separator)[most:], separator)) END
        split_to_map(text, entries, pair) AS map_from_entries(list_transform(string_split(text, entries), p -> ROW(string_split(p, pair)[1], string_split(p, pair)[2])))
        regexp_extract(text, pattern) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern, 0) END, (text, pattern, part) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern, part) END
        regexp_count(text, pattern) AS CAST(len(regexp_extract_all(text, pattern)) AS BIGINT)
        regexp_replace(text, pattern) AS regexp_replace(text, pattern, '', 'g'), (text, pattern, replacement) AS regexp_replace(text, pattern, regexp_replace(replacement, '\$(\d)', '\\\1', 'g'), 'g')
        md5(bytes) AS unhex(md5(bytes))
        sha256(bytes) AS unhex(sha256(bytes))
        url_encode(text) AS replace(url_encode(text), '%20', '+')
        url_decode(text) AS url_decode(replace(text, '+', '%20'))
        url_part(url, pattern) AS CASE WHEN regexp_matches(url, pattern) THEN regexp_extract(url, pattern, 1) END
        url_extract_protocol(url) AS sluice_url_part(url, '^([A-Za-z][A-Za-z0-9+.-]*):')
        url_extract_host(url) AS sluice_url_part(url, '^[^:/?#]+://(?:[^/?#@]*@)?([^/?#:]*)')
        url_extract_port(url) AS CAST(nullif(sluice_url_part(url, '^[^:/?#]+://[^/?#]*:([0-9]+)'), '') AS BIGINT)
        url_extract_path(url) AS sluice_url_part(url, '^[^:/?#]+://[^/?#]*([^?#]*)')
        url_extract_query(url) AS sluice_url_part(url, '^[^?#]*[?]([^#]*)')
        url_extract_fragment(url) AS sluice_url_part(url, '^[^#]*#(.*)$')
        url_extract_parameter(url, name) AS sluice_url_decode(sluice_url_part(url, '[?&]' || regexp_escape(name) || '=([^&#]*)'))
        json_extract(text, path) AS CASE WHEN json_valid(text) THEN json_extract(text, path) END
        json_extract_scalar(text, path) AS CASE WHEN json_valid(text) AND json_type(text, path) NOT IN ('OBJECT', 'ARRAY') THEN json_extract_string(text, path) END
        json_parse(text) AS CASE WHEN text IS NULL OR json_valid(text) THEN json(text) ELSE sluice_fail('INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: ''' || text || '''', text) END
        json_format(value) AS CAST(value AS VARCHAR)
        json_array_length(text) AS CASE WHEN json_valid(text) AND json_type(text) = 'ARRAY' THEN CAST(json_array_length(text) AS BIGINT) END
        json_size(text, path) AS CASE json_type(text, path) WHEN 'ARRAY' THEN CAST(json_array_length(text, path) AS BIGINT) WHEN 'OBJECT' THEN CAST(len(json_keys(text, path)) AS BIGINT) ELSE CASE WHEN json_type(text, path) IS NOT NULL THEN 0::BIGINT END END
        """;

    private const string Collections =
        """
        element_at(collection, place) AS CASE WHEN CAST(place AS VARCHAR) = '0' THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1', place) ELSE collection[place] END
        map_element_at(entries, name) AS entries[name]
        cardinality(items) AS CAST(len(items) AS BIGINT)
        map_cardinality(entries) AS CAST(len(map_keys(entries)) AS BIGINT)
        map_entries(entries) AS list_transform(map_entries(entries), e -> ROW(e.key, e.value))
        sequence(first, last) AS generate_series(first, last, CASE WHEN first <= last THEN 1 ELSE -1 END), (first, last, step) AS generate_series(first, last, step)
        sequence_dates(first, last) AS CAST(generate_series(CAST(first AS TIMESTAMP), CAST(last AS TIMESTAMP), CASE WHEN first <= last THEN to_days(1) ELSE to_days(-1) END) AS DATE[]), (first, last, step) AS CAST(generate_series(CAST(first AS TIMESTAMP), CAST(last AS TIMESTAMP), step) AS DATE[])
        array_distinct(items) AS list_filter(items, (v, i) -> CASE WHEN v IS NULL THEN len(list_filter(items[:i - 1], w -> w IS NULL)) = 0 ELSE list_position(items, v) = i END)
        array_sort(items) AS list_sort(items, 'ASC', 'NULLS LAST')
        array_max(items) AS CASE WHEN len(list_filter(items, v -> v IS NULL)) = 0 THEN list_max(items) END
        array_min(items) AS CASE WHEN len(list_filter(items, v -> v IS NULL)) = 0 THEN list_min(items) END
        array_first(items) AS items[1]
        array_last(items) AS items[-1]
        array_join(items, separator) AS array_to_string(list_transform(list_filter(items, v -> v IS NOT NULL), v -> CAST(v AS VARCHAR)), separator), (items, separator, missing) AS array_to_string(list_transform(items, v -> coalesce(CAST(v AS VARCHAR), missing)), separator)
        array_position(items, item) AS CASE WHEN items IS NOT NULL AND item IS NOT NULL THEN CAST(coalesce(list_position(items, item), 0) AS BIGINT) END
        array_remove(items, item) AS list_filter(items, v -> v IS DISTINCT FROM item)
        array_union(a, b) AS sluice_array_distinct(list_concat(a, b))
        array_intersect(a, b) AS sluice_array_distinct(list_filter(a, v -> list_contains(b, v)))
        array_except(a, b) AS sluice_array_distinct(list_filter(a, v -> NOT list_contains(b, v)))
        slice(items, start, length) AS CASE WHEN start = 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1', start) WHEN start > 0 THEN items[start:start + length - 1] ELSE items[len(items) + start + 1:len(items) + start + length] END
        trim_array(items, count) AS items[:len(items) - count]
        repeat(item, count) AS list_transform(generate_series(1, count), i -> item)
        any_match(found, items) AS len(found) > 0
        all_match(found, items) AS len(found) = len(items)
        none_match(found, items) AS len(found) = 0
        map_of_lists(keys, items) AS map_from_entries(list_filter(list_zip(keys, items), (e, i) -> list_position(keys, e[1]) = i))
        """;

    private const string Numbers =
        """
        nan() AS 'NaN'::DOUBLE
        infinity() AS 'Infinity'::DOUBLE
        e() AS exp(1e0)
        ln(x) AS CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN '-Infinity'::DOUBLE WHEN x IS NOT NULL THEN 'NaN'::DOUBLE END
        log2(x) AS CASE WHEN x > 0 THEN log2(x) WHEN x = 0 THEN '-Infinity'::DOUBLE WHEN x IS NOT NULL THEN 'NaN'::DOUBLE END
        log10(x) AS CASE WHEN x > 0 THEN log10(x) WHEN x = 0 THEN '-Infinity'::DOUBLE WHEN x IS NOT NULL THEN 'NaN'::DOUBLE END
        log(base, x) AS sluice_ln(x) / sluice_ln(base)
        sqrt(x) AS CASE WHEN x >= 0 THEN sqrt(x) WHEN x IS NOT NULL THEN 'NaN'::DOUBLE END
        pow(x, y) AS pow(CAST(x AS DOUBLE), CAST(y AS DOUBLE))
        power(x, y) AS pow(CAST(x AS DOUBLE), CAST(y AS DOUBLE))
        random_below(most) AS CAST(floor(random() * most) AS BIGINT), (least, most) AS CAST(floor(random() * (most - least)) AS BIGINT) + least
        bitwise_and(a, b) AS CAST(a AS BIGINT) & CAST(b AS BIGINT)
        bitwise_or(a, b) AS CAST(a AS BIGINT) | CAST(b AS BIGINT)
        bitwise_xor(a, b) AS xor(CAST(a AS BIGINT), CAST(b AS BIGINT))
        bitwise_not(a) AS ~CAST(a AS BIGINT)
        to_base(x, radix) AS lower(to_base(x, radix))
        """;

    private static readonly Lazy<Dictionary<string, string>> Macros = new(static () =>
        new[] { Operators, Casts, DatesAndTimes, Strings, Collections, Numbers }
            .SelectMany(static group => group.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToDictionary(static line => Prefix + line[..line.IndexOf('(', StringComparison.Ordinal)], StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether there is a macro for a function of Athena.</summary>
    public static bool IsMacro(string function) => Macros.Value.ContainsKey(Prefix + function);

    /// <summary>The statements that make the macros that a tree calls; empty when it calls none.</summary>
    public static string Needed(JsonNode tree)
    {
        var needed = new List<string>();
        Collect(tree, needed, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        return string.Concat(needed.Select(static macro => $"CREATE MACRO {Prefix}{macro};\n"));
    }

    private static void Collect(JsonNode? node, List<string> needed, HashSet<string> seen)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, needed, seen);
                }

                break;
            case JsonObject value:
                Add(TreeNode.Text(value, "function_name"), needed, seen);
                foreach (var (_, child) in value)
                {
                    Collect(child, needed, seen);
                }

                break;
        }
    }

    private static void Add(string? name, List<string> needed, HashSet<string> seen)
    {
        if (name is null || !Macros.Value.TryGetValue(name, out var macro) || !seen.Add(name))
        {
            return;
        }

        foreach (Match used in Call().Matches(macro))
        {
            Add(used.Value, needed, seen);
        }

        needed.Add(macro);
    }

    [GeneratedRegex("sluice_[a-z0-9_]+")]
    private static partial Regex Call();
}
