namespace Sluice.Lake.StepFunctions.Data;

/// <summary>An intrinsic function cannot be carried out with these arguments.</summary>
internal sealed class IntrinsicException(string message) : Exception(message);
