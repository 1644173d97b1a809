namespace Sluice.Incoming;

/// <summary>The files beside the done-file are not those that are registered.</summary>
/// <param name="message">Names each pattern without its file, and what is there.</param>
public sealed class IncomingFilesException(string message) : SluiceException(message);
