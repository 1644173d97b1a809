using System.Text.RegularExpressions;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Stages;

/// <summary>The placeholders of S3 locations and job arguments, put in as they are: <c>s3://{{ processed_bucket }}/x/</c>.</summary>
public static partial class PathTemplate
{
    /// <summary>The names that there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "exec_date", "run_id", "pipeline", "stage", "landing_bucket", "processed_bucket", "audit_bucket", "assets_bucket", "landing_db", "processed_db", "audit_db",
    ];

    /// <summary>What is wrong with a text's placeholders; null when nothing.</summary>
    public static string? Problem(string text)
    {
        foreach (var name in Placeholder().Matches(text).Select(static match => match.Groups[1].Value.Trim()))
        {
            if (!Names.Contains(name))
            {
                return $"Unknown placeholder '{name}'. {Nearest.Hint(name, Names)}";
            }
        }

        return null;
    }

    /// <summary>Whether no two dates have the same place.</summary>
    public static bool IsDated(string text) =>
        Placeholder().Matches(text).Any(static match => match.Groups[1].Value.Trim() is "exec_date" or "run_id");

    /// <summary>The text with the values of a run.</summary>
    public static string Render(string text, RunRequest request, RunEnvironment environment) =>
        Placeholder().Replace(text, match => match.Groups[1].Value.Trim() switch
        {
            "exec_date" => ExecDate.Format(request.ExecDate),
            "run_id" => request.RunId,
            "pipeline" => request.Pipeline,
            "stage" => environment.Stage,
            "landing_bucket" => environment.LandingBucket,
            "processed_bucket" => environment.ProcessedBucket,
            "audit_bucket" => environment.AuditBucket,
            "assets_bucket" => environment.AssetsBucket,
            "landing_db" => environment.LandingDatabase,
            "processed_db" => environment.ProcessedDatabase,
            "audit_db" => environment.AuditDatabase,
            var other => throw new ArgumentException($"Unknown placeholder '{other}'.", nameof(text)), // readers have reported it
        });

    [GeneratedRegex(@"\{\{([^{}]*)\}\}")]
    private static partial Regex Placeholder();
}
