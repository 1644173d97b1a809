namespace Sluice.Local.Samples;

/// <summary>A file that a sample wrote.</summary>
/// <param name="Path">Where.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record SampleFile(string Path, long Rows);
