namespace Sluice.Lineage.Reading;

/// <summary>The words of Trino's SQL that stand where a name could: https://trino.io/docs/current/language/reserved.html</summary>
internal static class Words
{
    /// <summary>Never a name without quotes.</summary>
    public static readonly IReadOnlySet<string> Reserved = Of("""
        alter and as between by case cast constraint create cross cube current_catalog current_date current_path current_role
        current_schema current_time current_timestamp current_user deallocate delete describe distinct drop else end escape except
        execute exists extract false for from full group grouping having in inner insert intersect into is join json_array
        json_exists json_object json_query json_table json_value left like listagg localtime localtimestamp natural normalize not
        null on or order outer prepare recursive right rollup select skip table then trim true uescape union unnest using values
        when where with
        """);

    /// <summary>A name where there is such a column; else part of the syntax of an expression.</summary>
    public static readonly IReadOnlySet<string> InExpressions = Of("""
        all any array asc at current current_row date desc div filter first following groups ignore interval last map nulls over
        partition preceding range regexp respect rlike row rows some time timestamp try_cast unbounded within zone
        """);

    /// <summary>What a clause of a query begins with, on its own level.</summary>
    public static readonly IReadOnlySet<string> Clauses = Of("select from where group having window order limit offset fetch union intersect except");

    /// <summary>What joins one table to the next.</summary>
    public static readonly IReadOnlySet<string> Joins = Of("join inner left right full cross natural");

    /// <summary>What joins one query to the next.</summary>
    public static readonly IReadOnlySet<string> SetOperators = Of("union intersect except");

    /// <summary>What may follow a table where its alias would stand, and is none.</summary>
    public static readonly IReadOnlySet<string> NoAlias = Of("tablesample window limit offset fetch match_recognize lateral cluster distribute sort");

    private static HashSet<string> Of(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
