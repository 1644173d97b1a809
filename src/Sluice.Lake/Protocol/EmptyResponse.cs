namespace Sluice.Lake.Protocol;

/// <summary>The answer <c>{}</c>, of operations that return nothing.</summary>
public sealed record EmptyResponse
{
    /// <summary>The only one there is.</summary>
    public static EmptyResponse Instance { get; } = new();
}
