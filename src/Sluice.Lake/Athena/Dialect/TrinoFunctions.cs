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
        ["codepoint"] = "unicode",
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
        like(value, sample) AS list_resize([sample][:0], 1, value)[1]
        where(condition, value) AS CASE WHEN condition THEN value ELSE false END
        any_null(items) AS len(list_filter(items, v -> v IS NULL)) > 0
        equal_arrays(a, b, results) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN len(a) <> len(b) OR list_contains(results, false) THEN false WHEN sluice_any_null(results) THEN NULL ELSE true END
        equal_maps(a, b, results) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN cardinality(a) <> cardinality(b) OR list_contains(results, false) THEN false WHEN sluice_any_null(results) THEN NULL ELSE true END
        no_hours(span, message) AS CASE WHEN epoch_ms(span) % 86400000 <> 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Cannot ' || message, span) ELSE false END
        date_plus(day, span) AS CASE WHEN sluice_no_hours(span, 'add hour, minutes or seconds to a date') THEN NULL ELSE CAST(day + span AS DATE) END
        date_minus(day, span) AS CASE WHEN sluice_no_hours(span, 'subtract hour, minutes or seconds from a date') THEN NULL ELSE CAST(day - span AS DATE) END
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
        fitting_text(text, length, target) AS CASE WHEN length(text) > length THEN sluice_fail('INVALID_CAST_ARGUMENT: Value ' || text || ' cannot be represented as ' || target, text) ELSE text END
        sized_text(value, length, target) AS CASE WHEN typeof(value) = 'VARCHAR' THEN left(CAST(value AS VARCHAR), length) ELSE sluice_fitting_text(CAST(value AS VARCHAR), length, target) END
        fitting_try(text, length) AS CASE WHEN length(text) <= length THEN text END
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
        bad_unit(unit, moment) AS sluice_fail('INVALID_FUNCTION_ARGUMENT: ''' || unit || ''' is not a valid ' || CASE WHEN typeof(moment) = 'DATE' THEN 'DATE' ELSE 'Timestamp' END || ' field', unit)
        has_unit(unit, moment) AS unit IS NULL OR lower(unit) IN ('day', 'week', 'month', 'quarter', 'year') OR (typeof(moment) <> 'DATE' AND lower(unit) IN ('millisecond', 'second', 'minute', 'hour'))
        date_add(unit, amount, moment) AS list_resize([moment][:0], 1, CASE WHEN NOT sluice_has_unit(unit, moment) THEN sluice_bad_unit(unit, moment) ELSE CASE lower(unit) WHEN 'millisecond' THEN CAST(moment AS TIMESTAMP) + to_milliseconds(amount) WHEN 'second' THEN CAST(moment AS TIMESTAMP) + to_seconds(amount) WHEN 'minute' THEN CAST(moment AS TIMESTAMP) + to_minutes(amount) WHEN 'hour' THEN CAST(moment AS TIMESTAMP) + to_hours(amount) WHEN 'day' THEN CAST(moment AS TIMESTAMP) + to_days(CAST(amount AS INTEGER)) WHEN 'week' THEN CAST(moment AS TIMESTAMP) + to_weeks(CAST(amount AS INTEGER)) WHEN 'month' THEN CAST(moment AS TIMESTAMP) + to_months(CAST(amount AS INTEGER)) WHEN 'quarter' THEN CAST(moment AS TIMESTAMP) + to_months(CAST(amount * 3 AS INTEGER)) WHEN 'year' THEN CAST(moment AS TIMESTAMP) + to_years(CAST(amount AS INTEGER)) END END)[1]
        date_diff(unit, a, b) AS CASE WHEN sluice_has_unit(unit, CASE WHEN a IS NULL THEN b ELSE a END) THEN datesub(lower(unit), CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP)) ELSE sluice_bad_unit(unit, CASE WHEN a IS NULL THEN b ELSE a END) END
        date_trunc(unit, moment) AS list_resize([moment][:0], 1, CASE WHEN sluice_has_unit(unit, moment) THEN datetrunc(lower(unit), CAST(moment AS TIMESTAMP)) ELSE sluice_bad_unit(unit, moment) END)[1]
        millisecond(moment) AS CAST(datepart('millisecond', moment) % 1000 AS BIGINT)
        to_milliseconds(span) AS CAST(epoch(span) * 1000 AS BIGINT)
        """;

    private const string Strings =
        """
        substr(text, start) AS CASE WHEN start = 0 OR abs(start) > length(text) THEN '' ELSE substring(text, start) END, (text, start, length) AS CASE WHEN start = 0 OR abs(start) > length(text) OR length <= 0 THEN '' ELSE substring(text, start, length) END
        substring(text, start) AS sluice_substr(text, start), (text, start, length) AS sluice_substr(text, start, length)
        chr(code) AS chr(CAST(code AS INTEGER))
        strpos(text, part) AS CAST(instr(text, part) AS BIGINT)
        position(text, part) AS CAST(instr(text, part) AS BIGINT)
        replace(text, part) AS replace(text, part, ''), (text, part, other) AS CASE WHEN part <> '' THEN replace(text, part, other) WHEN part IS NULL THEN NULL WHEN text = '' THEN other ELSE other || array_to_string(list_transform(string_split(text, ''), letter -> letter || other), '') END
        split_part(text, separator, place) AS CASE WHEN place < 1 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Index must be greater than zero', place) WHEN place > len(string_split(text, separator)) THEN NULL ELSE string_split(text, separator)[place] END
        split(text, separator) AS CASE WHEN separator = '' THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string', separator) WHEN separator IS NOT NULL THEN string_split(text, separator) END
        split_limit(text, separator, most) AS CASE WHEN most < 1 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Limit must be positive', most) WHEN most IS NULL THEN NULL WHEN len(sluice_split(text, separator)) <= most THEN string_split(text, separator) ELSE list_append(string_split(text, separator)[:most - 1], array_to_string(string_split(text, separator)[most:], separator)) END
        split_entries(text, separator) AS list_filter(string_split(text, separator), (p, i) -> p <> '' OR i < len(string_split(text, separator)))
        split_keys(items, pair) AS list_transform(items, p -> string_split(p, pair)[1])
        bad_entries(items, pair) AS list_filter(items, p -> len(string_split(p, pair)) <> 2)
        repeated_keys(keys) AS list_filter(keys, (k, i) -> list_position(keys, k) < i)
        entries_to_map(items, pair) AS CASE WHEN len(sluice_bad_entries(items, pair)) > 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry. Bad input: ''' || sluice_bad_entries(items, pair)[1] || '''', items) WHEN len(sluice_repeated_keys(sluice_split_keys(items, pair))) > 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Duplicate keys (' || sluice_repeated_keys(sluice_split_keys(items, pair))[1] || ') are not allowed', items) ELSE map_from_entries(list_transform(items, p -> ROW(string_split(p, pair)[1], string_split(p, pair)[2]))) END
        split_to_map(text, entries, pair) AS CASE WHEN entries = '' THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: entryDelimiter is empty', entries) WHEN pair = '' THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: keyValueDelimiter is empty', pair) WHEN entries = pair THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: entryDelimiter and keyValueDelimiter must not be the same', pair) WHEN entries IS NOT NULL AND pair IS NOT NULL THEN sluice_entries_to_map(sluice_split_entries(text, entries), pair) END
        regexp_extract(text, pattern) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern, 0) END, (text, pattern, part) AS CASE WHEN part < 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Group cannot be negative', part) ELSE regexp_extract_all(text, pattern, part)[1] END
        regexp_count(text, pattern) AS CAST(len(regexp_extract_all(text, pattern)) AS BIGINT)
        regexp_replace(text, pattern) AS regexp_replace(text, pattern, '', 'g'), (text, pattern, replacement) AS CASE WHEN regexp_matches(replacement, '\\|\$') THEN sluice_fail('NOT_SUPPORTED: the lake does not support $ and backslashes in a replacement that is not a constant', replacement) ELSE regexp_replace(text, pattern, replacement, 'g') END
        pad(text, size, padding) AS CASE WHEN size < 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]', size) WHEN padding = '' THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Padding string must not be empty', padding) ELSE text END
        lpad(text, size, padding) AS lpad(sluice_pad(text, size, padding), CAST(size AS INTEGER), padding)
        rpad(text, size, padding) AS rpad(sluice_pad(text, size, padding), CAST(size AS INTEGER), padding)
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
        json_path(path) AS CASE WHEN path IS NULL OR regexp_full_match(path, '[$]([.][A-Za-z_][A-Za-z0-9_]*|\[[0-9]+\])*') THEN path ELSE sluice_fail('NOT_SUPPORTED: the lake does not support the JSON path ' || path, path) END
        json_items(value) AS CAST(value AS JSON[])
        json_map(value) AS CAST(value AS MAP(VARCHAR, JSON))
        json_key(keys, name) AS CASE WHEN len(keys) > 1 THEN sluice_fail('INVALID_CAST_ARGUMENT: Cannot cast to row. Duplicate field: ' || name, keys) ELSE keys[1] END
        json_member(value, name) AS json_extract(value, '$."' || replace(replace(name, '\', '\\'), '"', '\"') || '"')
        json_field(value, name, place) AS CASE json_type(value) WHEN 'OBJECT' THEN sluice_json_member(value, sluice_json_key(list_filter(json_keys(value), k -> lower(k) = name), name)) WHEN 'ARRAY' THEN json_extract(value, '$[' || place || ']') END
        json_row(value, fields, made) AS CASE json_type(value) WHEN 'OBJECT' THEN made WHEN 'ARRAY' THEN CASE WHEN json_array_length(value) = fields THEN made ELSE sluice_fail('INVALID_CAST_ARGUMENT: Cannot cast to row. Expected an array of ' || fields || ' elements: ' || value, value) END WHEN 'NULL' THEN NULL ELSE CASE WHEN value IS NOT NULL THEN sluice_fail('INVALID_CAST_ARGUMENT: Cannot cast to row. Expected a json array or a json object: ' || value, value) END END
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
        contains(items, item) AS CASE WHEN items IS NULL OR item IS NULL THEN NULL WHEN list_contains(items, item) THEN true WHEN sluice_any_null(items) THEN NULL ELSE false END
        contains_equal(items, item, results) AS CASE WHEN items IS NULL OR item IS NULL THEN NULL WHEN list_contains(results, true) THEN true WHEN sluice_any_null(results) THEN NULL ELSE false END
        arrays_overlap(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN len(a) = 0 OR len(b) = 0 THEN false WHEN list_has_any(list_filter(a, v -> v IS NOT NULL), b) THEN true WHEN sluice_any_null(a) OR sluice_any_null(b) THEN NULL ELSE false END
        bad_map(keys, items) AS CASE WHEN len(keys) <> len(items) THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Key and value arrays must be the same length', ROW(keys, items)) WHEN sluice_any_null(keys) THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: map key cannot be null', ROW(keys, items)) WHEN len(list_distinct(keys)) < len(keys) THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: Duplicate map keys (' || CAST(list_filter(keys, (k, i) -> list_position(keys, k) < i)[1] AS VARCHAR) || ') are not allowed', ROW(keys, items)) ELSE false END
        map() AS map(), (keys, items) AS CASE WHEN sluice_bad_map(keys, items) THEN NULL ELSE map(keys, items) END
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
        has_item(items, item) AS CASE WHEN item IS NULL THEN sluice_any_null(items) ELSE list_contains(items, item) END
        array_intersect(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN len(a) < len(b) THEN sluice_array_distinct(list_filter(b, v -> sluice_has_item(a, v))) ELSE sluice_array_distinct(list_filter(a, v -> sluice_has_item(b, v))) END
        array_except(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN len(b) = 0 THEN a ELSE sluice_array_distinct(list_filter(a, v -> NOT sluice_has_item(b, v))) END
        slice(items, start, length) AS CASE WHEN length < 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0', length) WHEN start = 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1', start) WHEN start IS NULL OR length IS NULL THEN NULL WHEN start > 0 THEN items[start:start + length - 1] WHEN len(items) + start < 0 THEN items[:0] ELSE items[len(items) + start + 1:len(items) + start + length] END
        trim_array(items, size) AS CASE WHEN size < 0 THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: size must not be negative: ' || size, size) WHEN size > len(items) THEN sluice_fail('INVALID_FUNCTION_ARGUMENT: size must not exceed array cardinality ' || len(items) || ': ' || size, size) WHEN size IS NOT NULL THEN items[:len(items) - size] END
        repeat(item, count) AS list_transform(generate_series(1, count), i -> item)
        any_match(found, items) AS len(found) > 0
        all_match(found, items) AS len(found) = len(items)
        none_match(found, items) AS len(found) = 0
        map_of_lists(keys, items) AS map_from_entries(list_filter(list_zip(keys, items), (e, i) -> list_position(keys, e[1]) = i))
        """;

    private const string Numbers =
        """
        floating_sign(x) AS CASE WHEN isnan(x) THEN x ELSE sign(x) END
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
