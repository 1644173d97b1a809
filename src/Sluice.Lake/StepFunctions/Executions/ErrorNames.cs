namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>The States Language's own error names.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html"/>
internal static class ErrorNames
{
    /// <summary>Wildcard: every error but <see cref="DataLimitExceeded"/> and <see cref="Runtime"/>.</summary>
    public const string All = "States.ALL";

    /// <summary>Wildcard in Retry and Catch: every error of a task but <see cref="Timeout"/>.</summary>
    public const string TaskFailed = "States.TaskFailed";

    /// <summary>A task or the execution took longer than its <c>TimeoutSeconds</c>.</summary>
    public const string Timeout = "States.Timeout";

    /// <summary>Matched by a Timeout too: a task sent no heartbeat.</summary>
    public const string HeartbeatTimeout = "States.HeartbeatTimeout";

    /// <summary>A payload above 256 KiB. Only its own name catches it.</summary>
    public const string DataLimitExceeded = "States.DataLimitExceeded";

    /// <summary>The interpreter could not go on. Never retried, never caught.</summary>
    public const string Runtime = "States.Runtime";

    /// <summary>A path in a payload template found nothing.</summary>
    public const string ParameterPathFailure = "States.ParameterPathFailure";

    /// <summary>The result could not be put where <c>ResultPath</c> says.</summary>
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";

    /// <summary>An intrinsic function could not be carried out.</summary>
    public const string IntrinsicFailure = "States.IntrinsicFailure";

    /// <summary>No rule of a Choice state matched and it has no Default.</summary>
    public const string NoChoiceMatched = "States.NoChoiceMatched";

    /// <summary>A branch of a Parallel state failed.</summary>
    public const string BranchFailed = "States.BranchFailed";
}
