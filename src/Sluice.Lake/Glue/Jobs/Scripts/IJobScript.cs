namespace Sluice.Lake.Glue.Jobs.Scripts;

/// <summary>What a script of the folder <c>glue/</c> does when the lake runs it: a class for each script.</summary>
internal interface IJobScript
{
    /// <summary>The file in <c>glue/</c>, <c>sql_job.py</c>; it is carried in this assembly, and a job is known by its content.</summary>
    string FileName { get; }

    /// <summary>Does what the script does. What it writes takes the place of what an interrupted run of it has written.</summary>
    /// <exception cref="JobFailedException">The script fails: the message becomes the run's ErrorMessage.</exception>
    /// <exception cref="Protocol.AwsServiceException">A service refuses what the script asks for.</exception>
    Task RunAsync(JobCall call, CancellationToken cancellationToken);
}
