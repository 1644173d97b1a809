namespace Sluice.Configuration;

/// <summary>A column or partition key.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Type">Hive's type, lower case without spaces: <c>bigint</c>, <c>decimal(10,2)</c>, <c>array&lt;string&gt;</c>.</param>
/// <param name="Comment">Shown in the catalog; null when there is none.</param>
public sealed record ColumnConfiguration(string Name, string Type, string? Comment = null);
