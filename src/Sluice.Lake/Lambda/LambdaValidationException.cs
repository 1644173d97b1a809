namespace Sluice.Lake.Lambda;

/// <summary>A handler that cannot be found or called: Lambda's .NET runtime reports it by this name.</summary>
public sealed class LambdaValidationException(string message) : Exception(message);
