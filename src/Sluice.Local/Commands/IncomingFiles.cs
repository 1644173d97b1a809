using NodaTime.Text;
using Sluice.Local.Samples;

namespace Sluice.Local.Commands;

/// <summary>The files that a run drops; those of a sample are removed when the run is over.</summary>
public sealed class IncomingFiles : IDisposable
{
    private readonly string? temporary;

    private IncomingFiles(IReadOnlyList<string> files, string? root, string? temporary) =>
        (Files, Root, this.temporary) = (files, root, temporary);

    /// <summary>No files: a run on what has arrived.</summary>
    public static IncomingFiles None => new([], null, null);

    /// <summary>Their paths, sorted.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The folder that they keep their place in; null when all of them go into one folder.</summary>
    public string? Root { get; }

    /// <summary>
    /// The files of a folder; without one, none when some have arrived already, and else the pipeline's sample. A date that does
    /// not exist gets no sample: the run says what is wrong with it.
    /// </summary>
    /// <param name="lake">The lake.</param>
    /// <param name="pipelines">Says where the pipeline's files go.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execDate">The date to look for and to make a sample of.</param>
    /// <param name="folder">What <c>--files</c> says, or null. Of a pipeline without done-file, folders inside it count too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="rows">Rows a file of the sample; null for the size that the source has.</param>
    public static async Task<IncomingFiles> FindAsync(
        LakeSession lake, PipelineFolder pipelines, string pipeline, string execDate, string? folder, CancellationToken cancellationToken, int? rows = null)
    {
        var source = pipelines.SourcePrefix(pipeline);
        if (folder is not null)
        {
            if (SampleCatalog.Find(pipeline) is { IsDropped: false })
            {
                throw new InvalidOperationException($"--files: {pipeline} reads no files but a database. Load them there: docs/stages.md, \"A table in PostgreSQL\", says how.");
            }

            return Directory.Exists(folder)
                ? new IncomingFiles(FilesOf(folder, inside: source is not null), source is null ? null : folder, null)
                : throw new DirectoryNotFoundException($"--files: there is no folder {Path.GetFullPath(folder)}.");
        }

        var date = LocalDatePattern.Iso.Parse(execDate);
        if (SampleCatalog.Find(pipeline) is not { IsDropped: true } sample || !date.Success
            || await lake.Client.AnyObjectAsync(
                lake.Names.LandingBucket,
                source is null ? $"incoming/{pipelines.Dataset(pipeline)}/{execDate}/" : $"{source}{sample.Folder(date.Value)}/",
                cancellationToken))
        {
            return new IncomingFiles([], null, null);
        }

        var temporary = Directory.CreateDirectory(Path.Combine(lake.DataFolder, "tmp", $"sample-{Guid.NewGuid():N}")).FullName;
        return new IncomingFiles(
            sample.Write(temporary, date.Value, rows).Select(static file => file.Path).ToList(), source is null ? null : temporary, temporary);
    }

    private static List<string> FilesOf(string folder, bool inside) =>
        Directory.EnumerateFiles(folder, "*", inside ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            .Order(StringComparer.Ordinal)
            .ToList();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (temporary is null)
        {
            return;
        }

        try
        {
            Directory.Delete(temporary, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A lake removes what is left in its folder's tmp/ when it starts, and one that has just started may be at it already.
        }
    }
}
