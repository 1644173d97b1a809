namespace Sluice.Publishing;

/// <summary>What was staged must not be published.</summary>
/// <param name="message">Names the table, the partition and why.</param>
public sealed class PublishingException(string message) : SluiceException(message);
