namespace Sluice.Lake.Glue.Jobs;

/// <summary>What a job runs: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_JobCommand.html"/>.</summary>
public sealed record JobCommand
{
    /// <summary><c>glueetl</c> for Spark, <c>pythonshell</c> for plain Python.</summary>
    public string? Name { get; init; }

    /// <summary>The script, <c>s3://bucket/key.py</c>.</summary>
    public string? ScriptLocation { get; init; }

    /// <summary><c>3</c>.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>Ray's runtime; the lake has no Ray.</summary>
    public string? Runtime { get; init; }
}
