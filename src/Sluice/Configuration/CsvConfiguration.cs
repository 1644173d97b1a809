namespace Sluice.Configuration;

/// <summary>How a csv table's lines are read.</summary>
/// <param name="Delimiter">One character; a comma unless set.</param>
/// <param name="HeaderLines">Lines to skip at the top of each file; 0 unless set.</param>
public sealed record CsvConfiguration(string Delimiter = ",", int HeaderLines = 0);
