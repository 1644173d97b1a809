namespace Sluice.Lake.Athena.Tables;

/// <summary>A field of a nested type.</summary>
internal sealed record HiveField(string Name, HiveType Type);
