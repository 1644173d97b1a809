using PowertoolsKeys = AWS.Lambda.Powertools.Logging.Logger;

namespace Sluice.Functions;

/// <summary>Puts the run on each log line of an invocation. A container serves one run after the other, so each sets all three.</summary>
public static class LogKeys
{
    /// <summary>Adds <c>pipeline</c>, <c>exec_date</c> and <c>run_id</c> to the lines that follow; empty for work outside of a run.</summary>
    public static void ForRun(string pipeline, string execDate, string runId)
    {
        PowertoolsKeys.AppendKey("pipeline", pipeline);
        PowertoolsKeys.AppendKey("exec_date", execDate);
        PowertoolsKeys.AppendKey("run_id", runId);
    }
}
