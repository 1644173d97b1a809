namespace Sluice.Lake.Athena.Model;

/// <summary>A failure, classified: <see href="https://docs.aws.amazon.com/athena/latest/ug/error-reference.html"/>.</summary>
internal sealed record AthenaError
{
    public int ErrorCategory { get; init; }
    public int ErrorType { get; init; }
    public bool Retryable { get; init; }
    public string? ErrorMessage { get; init; }
}
