using Sluice.Lake.Athena;
using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Hosting;
using Sluice.Lake.Lambda;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Time;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>What tasks can call, and what the interpreter itself stands on.</summary>
internal sealed record LakeServices
{
    public required LakeTime Time { get; init; }

    public required LakeIdentity Identity { get; init; }

    public required ILambdaInvoker Lambda { get; init; }

    public required ObjectStore Objects { get; init; }

    /// <summary>By name: <c>athena</c>, <c>glue</c>.</summary>
    public required IReadOnlyDictionary<string, IJsonService> Services { get; init; }

    public required IQueryCompletion Queries { get; init; }

    public required IJobRuns Jobs { get; init; }

    public required IChildExecutions Executions { get; init; }

    /// <summary>Jitter, UUIDs, random numbers. Used under a lock.</summary>
    public required Random Random { get; init; }

    /// <summary>What went wrong and nobody waits for.</summary>
    public required LakeLog Log { get; init; }

    /// <summary>A service, by name.</summary>
    /// <exception cref="Executions.StateFailedException">The lake was built without it.</exception>
    public IJsonService Service(string name) => Services.TryGetValue(name, out var service)
        ? service
        : throw new Executions.StateFailedException(
            StepFunctions.Executions.ErrorNames.Runtime, $"This lake has no service '{name}'; it has {string.Join(", ", Services.Keys.Order(StringComparer.Ordinal))}.");
}
