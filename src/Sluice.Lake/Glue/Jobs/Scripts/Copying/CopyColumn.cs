using System.Globalization;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Glue.Jobs.Scripts.Copying;

/// <summary>A column that text is turned into.</summary>
/// <param name="Name">Its name, lower case.</param>
/// <param name="Type">Its type.</param>
internal sealed record CopyColumn(string Name, HiveType Type)
{
    // The script's own: a test holds them against it.
    internal const string Integer = "[+-]?[0-9]+";
    internal const string Number = @"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?";
    internal const string Date = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    internal const string Timestamp = Date + @"[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}(:[0-9]{2})?)?";

    internal string Quoted => DuckDbSql.Identifier(Name);

    /// <summary>
    /// The column's value of its text: NULL when the text has not the shape of the type. The shapes are the script's: an engine's own
    /// cast would take 1.5 for a whole number, and the other engine not.
    /// </summary>
    internal string Typed => Type.Name == "string"
        ? Quoted
        : $"CASE WHEN regexp_full_match({Quoted}, {DuckDbSql.Literal(Shape)}) THEN TRY_CAST({Value} AS {Type.DuckDb}) END";

    /// <summary>A timestamp with an offset is that moment in UTC.</summary>
    private string Value => Type.Name == "timestamp" ? $"TRY_CAST({Quoted} AS TIMESTAMPTZ)" : Quoted;

    private string Shape => Type.Name switch
    {
        "boolean" => "(?i:true|false)",
        "float" or "double" => Number,
        "date" => Date,
        "timestamp" => Timestamp,
        "decimal" => string.Create(
            CultureInfo.InvariantCulture,
            $@"[+-]?0*[0-9]{{0,{Type.Precision - Type.Scale}}}{(Type.Scale > 0 ? $@"(\.[0-9]{{0,{Type.Scale}}}0*)?" : @"(\.0*)?")}"),
        _ => Integer,
    };
}
