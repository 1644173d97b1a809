using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Planning;

/// <summary>The placeholders that every SQL file may use.</summary>
internal static class SqlPlaceholders
{
    /// <summary>The values of a run, by name.</summary>
    public static Dictionary<string, SqlValue> Of(RunRequest request, RunEnvironment environment) => new()
    {
        ["exec_date"] = SqlValue.Date(request.ExecDate),
        ["landing_db"] = SqlValue.Identifier(environment.LandingDatabase),
        ["processed_db"] = SqlValue.Identifier(environment.ProcessedDatabase),
        ["audit_db"] = SqlValue.Identifier(environment.AuditDatabase),
        ["pipeline"] = SqlValue.Text(request.Pipeline),
        ["run_id"] = SqlValue.Text(request.RunId),
        ["stage"] = SqlValue.Text(environment.Stage),
    };
}
