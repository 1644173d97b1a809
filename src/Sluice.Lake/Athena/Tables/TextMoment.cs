namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Dates and timestamps in text, as SQL. Trino reads them leniently: parts may have one digit or too many, and what is beyond the end of a month or
/// day counts on, as the 33rd of January is the 2nd of February. Texts of the usual shape are cast, where that gives the same; others are computed.
/// </summary>
internal static class TextMoment
{
    /// <summary>A pattern of what Java's <c>trim</c> removes.</summary>
    public const string Blanks = @"[\x00-\x20]*";

    private const string Part = "[0-9]{1,9}";
    private const string Signed = $"[+-]?{Part}";
    private const string Day = $"{Signed}-{Signed}-{Signed}";
    private const string Fraction = @"(?:\.[0-9]{0,9})?";

    /// <summary>What DuckDB reads in this shape has digits elsewhere, too.</summary>
    private const string Usual = "????-??-?[0-9][ T][0-9]?:??:?[0-9]";

    /// <summary>Days since 1970 of <c>t</c>, NULL where no number of days leads back to a date that the lake shows.</summary>
    private const string Days =
        "list_transform([CAST(t.year AS BIGINT) * 12 + CAST(t.month AS BIGINT) - 1], months -> CASE WHEN abs(months) < 36000000 "
        + "THEN make_date((months - (months % 12 + 12) % 12) // 12, (months % 12 + 12) % 12 + 1, 1) - DATE '1970-01-01' + CAST(t.day AS BIGINT) - 1 END)[1]";

    /// <summary>Seconds of the day of <c>t</c>.</summary>
    private const string Seconds = "(CAST(t.hour AS BIGINT) * 3600 + CAST(t.minute AS BIGINT) * 60 + coalesce(TRY_CAST(t.second AS BIGINT), 0))";

    private const string Milliseconds = "((CAST(rpad(t.fraction, 9, '0') AS BIGINT) + 500000) // 1000000)";

    /// <summary>The date; what follows it behind a space does not count. Years before 1 and after 9999 the lake does not show: NULL.</summary>
    /// <param name="text">The name of a column of text.</param>
    public static string Date(string text) =>
        $"coalesce(CASE WHEN {text} GLOB '?[0-9][0-9][0-9]-??-[0-9][0-9]' AND {text} BETWEEN '0001' AND ':' THEN TRY_CAST({text} AS DATE) END, "
        + $"CASE WHEN regexp_full_match({text}, '{Blanks}{Day}(?: (?s:.*)|{Blanks})') THEN list_transform("
        + $"[regexp_extract({text}, '({Signed})-({Signed})-({Signed})', ['year', 'month', 'day'])], "
        + $"t -> list_transform([{Days}], days -> CASE WHEN days BETWEEN -719162 AND 2932896 THEN DATE '1970-01-01' + CAST(days AS INTEGER) END)[1])[1] END)";

    /// <summary>
    /// Date and time, with a space or, as in ISO 8601, a <c>T</c> between them, to the millisecond, half up; DuckDB rounds down before 1970. Without
    /// a time, or with a zone, it is none. Java counts a time in nanoseconds, and finds none where 64 bits do not hold them.
    /// </summary>
    /// <param name="text">The name of a column of text.</param>
    public static string Timestamp(string text) =>
        $"coalesce(CASE WHEN (strlen({text}) = 19 AND {text} GLOB '{Usual}' OR strlen({text}) = 23 AND {text} GLOB '{Usual}.[0-9][0-9][0-9]') "
        + $"AND {text} BETWEEN '0001' AND '9999-12-31 23:59:59.999' "
        + $"THEN TRY_CAST({text} AS TIMESTAMP) WHEN strlen({text}) = 26 AND {text} GLOB '{Usual}.[0-9][0-9][0-9][0-9][0-9][0-9]' AND {text} BETWEEN '1970' AND '9999' "
        + $"THEN CAST(CAST(TRY_CAST({text} AS TIMESTAMP) AS TIMESTAMP_MS) AS TIMESTAMP) END, "
        + $"CASE WHEN strlen({text}) >= 8 AND regexp_full_match({text}, '{Blanks}(?:{Day} {Signed}:{Signed}:{Signed}{Fraction}"
        + $"|{Signed}-{Part}-{Part}[Tt]{Part}:{Part}(?::{Part}{Fraction})?){Blanks}') THEN list_transform("
        + $"[regexp_extract({text}, '({Signed})-({Signed})-({Signed})[ Tt]({Signed}):({Signed})(?::({Signed})(?:\\.([0-9]*))?)?', "
        + "['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction'])], "
        + $"t -> list_transform([CASE WHEN abs({Seconds}) <= 9223372036 THEN ({Days} * 86400 + {Seconds}) * 1000 + {Milliseconds} END], "
        + "ms -> CASE WHEN ms BETWEEN -62135596800000 AND 253402300799999 THEN make_timestamp(ms * 1000) END)[1])[1] END)";
}
