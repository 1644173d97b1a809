namespace Sluice.Functions.Assets;

/// <summary>A run was asked for of a pipeline that does not exist.</summary>
/// <param name="message">Names it and those that exist.</param>
public sealed class UnknownPipelineException(string message) : SluiceException(message);
