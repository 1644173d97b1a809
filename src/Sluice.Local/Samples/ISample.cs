using NodaTime;

namespace Sluice.Local.Samples;

/// <summary>Makes the files that a pipeline expects: the same bytes of data for the same request, on every machine.</summary>
public interface ISample
{
    /// <summary>The pipeline whose incoming files these are.</summary>
    string Pipeline { get; }

    /// <summary>
    /// The folder of an exec_date's files below the one that <see cref="Write"/> is given and that the pipeline reads, with
    /// slashes; empty when the files lie in that folder itself.
    /// </summary>
    string Folder(LocalDate execDate) => "";

    /// <summary>
    /// Whether the files are dropped into the landing bucket, so that a run for which nothing has arrived drops them by itself. Those that
    /// are not say how a source is filled that is somebody else's.
    /// </summary>
    bool IsDropped => true;

    /// <summary>Writes the files of one exec_date into a folder.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="execDate">The date that the files are delivered for.</param>
    /// <param name="rows">About how many rows a file should have, or null for the size that the source has.</param>
    /// <returns>The files written, with their row counts.</returns>
    IReadOnlyList<SampleFile> Write(string folder, LocalDate execDate, int? rows);
}
