namespace Sluice.Functions.Catalog;

/// <summary>A table is in the catalog in a way that cannot be changed into what the configuration says.</summary>
/// <param name="message">Names the table, the difference and what to do.</param>
public sealed class TableConflictException(string message) : SluiceException(message);
