using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Connections;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Jobs.Scripts;

/// <summary>One run, as its script sees it.</summary>
internal sealed record JobCall
{
    /// <summary>The job.</summary>
    public required JobDefinition Job { get; init; }

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The job's arguments with the run's put over them, names without dashes.</summary>
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    public required IObjectStore Objects { get; init; }

    public required GlueCatalog Catalog { get; init; }

    /// <summary>The databases behind Glue's connections.</summary>
    public required Databases Databases { get; init; }

    /// <summary>The lake's folder; the only one that a script's engine may read.</summary>
    public required LakeFolder Folder { get; init; }

    public required LakeTime Time { get; init; }

    public required JobLog Log { get; init; }

    /// <summary>An argument that must be there, as <c>getResolvedOptions</c> takes it.</summary>
    /// <exception cref="JobFailedException">It is not there.</exception>
    public string Required(string name) => Arguments.TryGetValue(name, out var value)
        ? value
        : throw new JobFailedException(
            $"The job {Job.Name} needs the argument --{name}: give it in Arguments of the run or in DefaultArguments of the job.");
}
