using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Execution;

/// <summary>Why a query FAILED, in Athena's words.</summary>
/// <param name="code">Athena's name for the reason: <c>TABLE_NOT_FOUND</c>.</param>
/// <param name="message">What follows it.</param>
internal sealed class QueryFailure(string code, string message) : Exception(message)
{
    /// <summary>Athena's name for the reason.</summary>
    public string Code { get; } = code;

    /// <summary>What <c>StateChangeReason</c> says: <c>TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.t' does not exist</c>.</summary>
    public string Reason => Code.Length == 0 ? Message : $"{Code}: {Message}";

    /// <summary>
    /// 1 for the system, 2 for the user, 3 for anything else
    /// (<see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_AthenaError.html"/>).
    /// </summary>
    public int Category => Code is "GENERIC_INTERNAL_ERROR" or "HIVE_WRITER_CLOSE_ERROR" ? 1 : 2;

    /// <summary>The finer class: <see href="https://docs.aws.amazon.com/athena/latest/ug/error-reference.html"/>.</summary>
    public int Type => Code switch
    {
        "GENERIC_INTERNAL_ERROR" => 200,
        "" => 1003, // a DDL task failed
        "SYNTAX_ERROR" => 1006,
        _ when Code.StartsWith("HIVE_BAD_DATA", StringComparison.Ordinal) || Code is "HIVE_CANNOT_OPEN_SPLIT" or "HIVE_CURSOR_ERROR" => 1001,
        _ => 1000,
    };

    /// <summary>A statement that cannot be parsed.</summary>
    public static QueryFailure Syntax(string sql, int offset, string message) =>
        At("SYNTAX_ERROR", sql, offset, message);

    /// <summary>A failure at a place in the user's statement.</summary>
    public static QueryFailure At(string code, string sql, int offset, string message) =>
        new(code, $"{SqlText.Place(sql, offset)}: {message}");

    /// <summary>A statement kind that Athena has and the lake does not.</summary>
    public static QueryFailure NotSupported(string what) =>
        new("NOT_SUPPORTED", $"the lake does not support {what} yet. Run this statement on AWS, or write it another way.");
}
