using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Tables;

/// <summary>A column type as the catalog spells it: <c>decimal(10,2)</c>, <c>array&lt;struct&lt;a:int&gt;&gt;</c>.</summary>
/// <param name="Name">The type's name, lower case, without its arguments.</param>
/// <param name="Arguments">Length, or precision and scale; else empty.</param>
/// <param name="Fields">Array: the element. Map: key and value. Struct: its fields. Else empty.</param>
internal sealed record HiveType(string Name, IReadOnlyList<int> Arguments, IReadOnlyList<HiveField> Fields)
{
    /// <summary>Reads a type.</summary>
    /// <exception cref="FormatException">Not a type that Athena knows: says which part.</exception>
    public static HiveType Parse(string text) => new HiveTypeParser(text).Parse();

    /// <summary>The type in DuckDB's words.</summary>
    public string DuckDb => Name switch
    {
        "tinyint" or "smallint" or "bigint" or "boolean" or "double" or "date" => Name.ToUpperInvariant(),
        "int" or "integer" => "INTEGER",
        "float" or "real" => "FLOAT",
        "string" or "varchar" or "char" => "VARCHAR",
        "binary" => "BLOB",
        "timestamp" => "TIMESTAMP",
        "decimal" => $"DECIMAL({Precision},{Scale})",
        "array" => $"{Fields[0].Type.DuckDb}[]",
        "map" => $"MAP({Fields[0].Type.DuckDb}, {Fields[1].Type.DuckDb})",
        _ => $"STRUCT({string.Join(", ", Fields.Select(static part => $"{DuckDbSql.Identifier(part.Name)} {part.Type.DuckDb}"))})",
    };

    /// <summary>The type in Athena's words, as results and messages name it: <c>real</c>, <c>varchar</c>, <c>array(integer)</c>.</summary>
    public string Trino => Name switch
    {
        "int" => "integer",
        "float" => "real",
        "string" => "varchar",
        "binary" => "varbinary",
        "timestamp" => "timestamp(3)",
        "varchar" or "char" when Arguments.Count > 0 => $"{Name}({Arguments[0]})",
        "decimal" => $"decimal({Precision},{Scale})",
        "array" => $"array({Fields[0].Type.Trino})",
        "map" => $"map({Fields[0].Type.Trino}, {Fields[1].Type.Trino})",
        "struct" => $"row({string.Join(", ", Fields.Select(static part => $"{part.Name} {part.Type.Trino}"))})",
        _ => Name,
    };

    /// <summary>Digits of a decimal; 10 unless it says otherwise.</summary>
    public int Precision => Arguments.Count > 0 ? Arguments[0] : 10;

    /// <summary>Digits of a decimal after the point; 0 unless it says otherwise.</summary>
    public int Scale => Arguments.Count > 1 ? Arguments[1] : 0;

    /// <summary>The type as the catalog spells it.</summary>
    public override string ToString() => Name switch
    {
        "array" => $"array<{Fields[0].Type}>",
        "map" => $"map<{Fields[0].Type},{Fields[1].Type}>",
        "struct" => $"struct<{string.Join(",", Fields.Select(static field => $"{field.Name}:{field.Type}"))}>",
        _ => Arguments.Count == 0 ? Name : $"{Name}({string.Join(",", Arguments)})",
    };
}
