namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>
/// The functions that a query may call, with their types: nothing else of DuckDB's is let through, so that what runs here
/// runs on Athena. <see href="https://trino.io/docs/current/functions.html"/>
/// </summary>
internal static class TrinoSignatures
{
    /// <summary>Functions of Athena that the lake lacks: a call says so instead of calling them unknown.</summary>
    public static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "approx_most_frequent", "bit_count", "from_base", "strrpos", "contains_sequence", "entropy", "kurtosis", "skewness", "uuid", "shuffle",
        "is_json_scalar", "approx_set", "build_set_digest", "checksum", "classify", "cosine_similarity", "crc32", "array_histogram",
        "empty_approx_set", "evaluate_classifier_predictions", "features", "format_number", "geometric_mean", "human_readable_seconds",
        "inverse_normal_cdf", "inverse_beta_cdf", "beta_cdf", "normal_cdf", "combinations", "ngrams", "json_exists", "json_query", "json_value",
        "json_object", "json_array", "json_array_contains", "json_array_get", "learn_classifier", "learn_regressor", "make_set_digest",
        "map_union", "merge", "multimap_agg", "multimap_from_entries", "murmur3", "numeric_histogram", "parse_data_size",
        "parse_duration", "parse_presto_data_size", "qdigest_agg", "reduce_agg", "sha1", "sha512", "soundex", "spooky_hash_v2_32",
        "spooky_hash_v2_64", "tdigest_agg", "value_at_quantile", "values_at_quantiles", "xxhash64", "hmac_md5", "hmac_sha1", "hmac_sha256",
        "hmac_sha512", "to_big_endian_32", "to_big_endian_64", "from_big_endian_32", "from_big_endian_64", "width_bucket", "word_stem",
        "bar", "color", "render", "rgb", "st_point", "st_contains", "st_distance", "st_geometryfromtext", "st_intersects", "st_astext",
        "timezone_hour", "timezone_minute", "char2hexint", "index", "luhn_check", "wilson_interval_lower", "wilson_interval_upper",
        "bitwise_and_agg", "bitwise_or_agg", "bitwise_left_shift", "bitwise_right_shift", "bitwise_right_shift_arithmetic", "from_unixtime_nanos",
        "regexp_position", "to_base64url", "from_base64url", "to_base32", "from_base32", "bitwise_xor_agg", "map_zip_with", "zip_with", "array_combinations", "split_to_multimap",
    };

    /// <summary>Forms of functions, by name and number of arguments, that the lake lacks.</summary>
    public static readonly HashSet<(string Name, int Arguments)> MissingForms = [("strpos", 3), ("array_sort", 2)];

    private const string Numbers =
        """
        abs(N) N
        acos(double) double
        asin(double) double
        atan(double) double
        atan2(double, double) double
        bitwise_and(bigint, bigint) bigint
        bitwise_not(bigint) bigint
        bitwise_or(bigint, bigint) bigint
        bitwise_xor(bigint, bigint) bigint
        cbrt(double) double
        ceil(N) N
        ceiling(N) N
        cos(double) double
        cosh(double) double
        degrees(double) double
        e() double
        exp(double) double
        floor(N) N
        infinity() double
        is_finite(double) boolean
        is_infinite(double) boolean
        is_nan(double) boolean
        ln(double) double
        log(double, double) double
        log10(double) double
        log2(double) double
        mod(N, N) N
        nan() double
        pi() double
        pow(double, double) double
        power(double, double) double
        radians(double) double
        rand() double
        rand(N) N
        random() double
        random(N) N
        random(N, N) N
        round(N) N
        round(N, integer) N
        sign(N) N
        sin(double) double
        sinh(double) double
        sqrt(double) double
        tan(double) double
        tanh(double) double
        to_base(bigint, bigint) varchar
        truncate(N) N
        truncate(N, integer) N
        """;

    private const string Strings =
        """
        chr(bigint) varchar
        codepoint(varchar) integer
        concat(varchar, varchar...) varchar
        concat(array(T), array(T)...) array(T)
        concat(varbinary, varbinary...) varbinary
        concat_ws(varchar, array(varchar)) varchar
        concat_ws(varchar, varchar...) varchar
        ends_with(varchar, varchar) boolean
        format(varchar, any...) varchar
        from_base64(varchar) varbinary
        from_hex(varchar) varbinary
        from_utf8(varbinary) varchar
        hamming_distance(varchar, varchar) bigint
        length(varchar) bigint
        length(varbinary) bigint
        levenshtein_distance(varchar, varchar) bigint
        lower(varchar) varchar
        lpad(varchar, bigint, varchar) varchar
        ltrim(varchar) varchar
        ltrim(varchar, varchar) varchar
        md5(varbinary) varbinary
        normalize(varchar) varchar
        position(varchar, varchar) bigint
        regexp_count(varchar, varchar) bigint
        regexp_extract(varchar, varchar) varchar
        regexp_extract(varchar, varchar, bigint) varchar
        regexp_extract_all(varchar, varchar) array(varchar)
        regexp_extract_all(varchar, varchar, bigint) array(varchar)
        regexp_like(varchar, varchar) boolean
        regexp_replace(varchar, varchar) varchar
        regexp_replace(varchar, varchar, varchar) varchar
        regexp_split(varchar, varchar) array(varchar)
        replace(varchar, varchar) varchar
        replace(varchar, varchar, varchar) varchar
        reverse(varchar) varchar
        reverse(array(T)) array(T)
        rpad(varchar, bigint, varchar) varchar
        rtrim(varchar) varchar
        rtrim(varchar, varchar) varchar
        sha256(varbinary) varbinary
        split(varchar, varchar) array(varchar)
        split(varchar, varchar, bigint) array(varchar)
        split_part(varchar, varchar, bigint) varchar
        split_to_map(varchar, varchar, varchar) map(varchar, varchar)
        starts_with(varchar, varchar) boolean
        strpos(varchar, varchar) bigint
        substr(varchar, bigint) varchar
        substr(varchar, bigint, bigint) varchar
        substring(varchar, bigint) varchar
        substring(varchar, bigint, bigint) varchar
        to_base64(varbinary) varchar
        to_hex(varbinary) varchar
        to_utf8(varchar) varbinary
        translate(varchar, varchar, varchar) varchar
        trim(varchar) varchar
        trim(varchar, varchar) varchar
        typeof(any) varchar
        upper(varchar) varchar
        url_decode(varchar) varchar
        url_encode(varchar) varchar
        url_extract_fragment(varchar) varchar
        url_extract_host(varchar) varchar
        url_extract_parameter(varchar, varchar) varchar
        url_extract_path(varchar) varchar
        url_extract_port(varchar) bigint
        url_extract_protocol(varchar) varchar
        url_extract_query(varchar) varchar
        version() varchar
        json_array_length(json) bigint
        json_array_length(varchar) bigint
        json_extract(json, varchar) json
        json_extract(varchar, varchar) json
        json_extract_scalar(json, varchar) varchar
        json_extract_scalar(varchar, varchar) varchar
        json_format(json) varchar
        json_parse(varchar) json
        json_size(json, varchar) bigint
        json_size(varchar, varchar) bigint
        """;

    private const string Moments =
        """
        at_timezone(timestamp with time zone, varchar) timestamp with time zone
        current_timezone() varchar
        date(varchar) date
        date(D) date
        date_add(varchar, bigint, D) D
        date_diff(varchar, D, D) bigint
        date_format(timestamp, varchar) varchar
        date_format(timestamp with time zone, varchar) varchar
        date_parse(varchar, varchar) timestamp
        date_trunc(varchar, D) D
        day(D) bigint
        day(interval day to second) bigint
        day_of_month(D) bigint
        day_of_week(D) bigint
        day_of_year(D) bigint
        dow(D) bigint
        doy(D) bigint
        format_datetime(timestamp, varchar) varchar
        format_datetime(timestamp with time zone, varchar) varchar
        from_iso8601_date(varchar) date
        from_iso8601_timestamp(varchar) timestamp with time zone
        from_unixtime(double) timestamp with time zone
        from_unixtime(double, varchar) timestamp with time zone
        hour(D) bigint
        hour(time) bigint
        last_day_of_month(D) date
        millisecond(D) bigint
        minute(D) bigint
        minute(time) bigint
        month(D) bigint
        now() timestamp with time zone
        parse_datetime(varchar, varchar) timestamp with time zone
        quarter(D) bigint
        second(D) bigint
        second(time) bigint
        to_iso8601(D) varchar
        to_milliseconds(interval day to second) bigint
        to_unixtime(timestamp) double
        to_unixtime(timestamp with time zone) double
        week(D) bigint
        week_of_year(D) bigint
        with_timezone(timestamp, varchar) timestamp with time zone
        year(D) bigint
        year_of_week(D) bigint
        yow(D) bigint
        """;

    private const string Collections =
        """
        all_match(array(T), function(T, boolean)) boolean
        any_match(array(T), function(T, boolean)) boolean
        array_distinct(array(T)) array(T)
        array_except(array(T), array(T)) array(T)
        array_first(array(T)) T
        array_intersect(array(T), array(T)) array(T)
        array_join(array(T), varchar) varchar
        array_join(array(T), varchar, varchar) varchar
        array_last(array(T)) T
        array_max(array(T)) T
        array_min(array(T)) T
        array_position(array(T), T) bigint
        array_remove(array(T), T) array(T)
        array_sort(array(T)) array(T)
        array_union(array(T), array(T)) array(T)
        arrays_overlap(array(T), array(T)) boolean
        cardinality(array(T)) bigint
        cardinality(map(K, V)) bigint
        contains(array(T), T) boolean
        element_at(array(T), bigint) T
        element_at(map(K, V), K) V
        filter(array(T), function(T, boolean)) array(T)
        flatten(array(array(T))) array(T)
        map() map(unknown, unknown)
        map(array(K), array(V)) map(K, V)
        map_concat(map(K, V), map(K, V)...) map(K, V)
        map_entries(map(K, V)) any
        map_filter(map(K, V), function(K, V, boolean)) map(K, V)
        map_from_entries(any) any
        map_keys(map(K, V)) array(K)
        map_values(map(K, V)) array(V)
        none_match(array(T), function(T, boolean)) boolean
        reduce(array(T), S, function(S, T, S), function(S, R)) R
        repeat(T, integer) array(T)
        sequence(bigint, bigint) array(bigint)
        sequence(bigint, bigint, bigint) array(bigint)
        sequence(date, date) array(date)
        sequence(date, date, interval day to second) array(date)
        sequence(date, date, interval year to month) array(date)
        sequence(timestamp, timestamp, interval day to second) array(timestamp)
        sequence(timestamp, timestamp, interval year to month) array(timestamp)
        slice(array(T), bigint, bigint) array(T)
        transform(array(T), function(T, U)) array(U)
        transform_keys(map(K, V), function(K, V, U)) map(U, V)
        transform_values(map(K, V), function(K, V, U)) map(K, U)
        trim_array(array(T), bigint) array(T)
        zip(array(T), array(U)...) any
        greatest(T...) T
        least(T...) T
        nullif(T, T) T
        """;

    private const string Aggregates =
        """
        any_value(T) T
        approx_distinct(T) bigint
        approx_distinct(T, double) bigint
        approx_percentile(N, double) N
        approx_percentile(N, array(double)) array(N)
        arbitrary(T) T
        array_agg(T) array(T)
        avg(N) any
        bool_and(boolean) boolean
        bool_or(boolean) boolean
        corr(double, double) double
        count() bigint
        count(T) bigint
        count_if(boolean) bigint
        covar_pop(double, double) double
        covar_samp(double, double) double
        cume_dist() double
        dense_rank() bigint
        every(boolean) boolean
        first_value(T) T
        histogram(T) map(T, bigint)
        lag(T) T
        lag(T, bigint) T
        lag(T, bigint, T) T
        last_value(T) T
        lead(T) T
        lead(T, bigint) T
        lead(T, bigint, T) T
        listagg(varchar) varchar
        listagg(varchar, varchar) varchar
        map_agg(K, V) map(K, V)
        max(T) T
        max(T, bigint) array(T)
        max_by(T, U) T
        max_by(T, U, bigint) array(T)
        min(T) T
        min(T, bigint) array(T)
        min_by(T, U) T
        min_by(T, U, bigint) array(T)
        nth_value(T, bigint) T
        ntile(bigint) bigint
        percent_rank() double
        rank() bigint
        regr_intercept(double, double) double
        regr_slope(double, double) double
        row_number() bigint
        stddev(double) double
        stddev_pop(double) double
        stddev_samp(double) double
        sum(N) any
        sum(interval day to second) interval day to second
        var_pop(double) double
        var_samp(double) double
        variance(double) double
        """;

    private static readonly Lazy<ILookup<string, FunctionSignature>> All = new(static () =>
        new[] { Numbers, Strings, Moments, Collections, Aggregates }
            .SelectMany(static group => group.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(static line => new FunctionSignature(line))
            .ToLookup(static signature => signature.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The forms of a function; none when Athena has no such function.</summary>
    public static List<FunctionSignature> Of(string name) => All.Value[name].ToList();
}
