namespace Sluice.Lake.Athena.Model;

/// <summary>Whether an earlier query's result was taken; in the lake it never is.</summary>
internal sealed record ResultReuseInformation
{
    public bool ReusedPreviousResult { get; init; }
}
