using System.Text.Json.Nodes;

namespace Sluice.Lake.Glue.Jobs;

/// <summary>What <c>glue:startJobRun</c> in a state machine needs beside Glue's protocol, which knows no token to start a run once.</summary>
public interface IJobRuns
{
    /// <summary>As StartJobRun answers; for a key that has started a run before, with that run.</summary>
    /// <exception cref="Protocol.AwsServiceException">Glue refuses.</exception>
    Task<JsonObject> StartJobRunAsync(JsonObject request, string key, CancellationToken cancellationToken);

    /// <summary>Completes when the run is SUCCEEDED, FAILED, STOPPED or TIMEOUT. A run that a kill interrupted is done again, under the same id.</summary>
    /// <exception cref="Protocol.AwsServiceException"><c>EntityNotFoundException</c>: no such run.</exception>
    Task WaitForJobRunAsync(string jobName, string runId, CancellationToken cancellationToken);
}
