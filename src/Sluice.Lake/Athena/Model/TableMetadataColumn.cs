namespace Sluice.Lake.Athena.Model;

/// <summary>A column of a <see cref="TableMetadata"/>.</summary>
internal sealed record TableMetadataColumn(string Name, string? Type, string? Comment);
