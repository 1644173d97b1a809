namespace Sluice.Publishing;

/// <summary>A date cannot be rolled back to a run.</summary>
/// <param name="message">Names the run, why not, and which runs there are.</param>
public sealed class RollbackException(string message) : SluiceException(message)
{
    /// <summary>What was run leaves nothing that could be pointed at again.</summary>
    /// <param name="date">The pipeline and the date that was to be rolled back.</param>
    /// <param name="runs">Whose runs, as the subject of a sentence: <c>the pipeline replaces</c>.</param>
    public static RollbackException NoTables(string date, string runs) => new(
        $"{date} cannot be rolled back: {runs} no table's partitions, which could point at an earlier run's files again. "
        + "Correct what it reads (its files, its source or its SQL) and run the date again. That overwrites what stages have written; rows that "
        + "a statement with \"write\": \"append\" has added stay beside the new ones: delete them first.");

    /// <summary>What the run wrote is not readable by what the table is now.</summary>
    /// <param name="run">The run and its date, as the subject of a sentence.</param>
    /// <param name="table">The table, <c>database.table</c>.</param>
    /// <param name="wrote">What it wrote: <c>column amount as int</c>.</param>
    /// <param name="now">What the table says now: <c>string</c>.</param>
    public static RollbackException Unreadable(string run, string table, string wrote, string now) => new(
        $"{run} cannot be shown again: it wrote {wrote} into {table}, which says {now} now, and Athena does not read files of the one as the other. "
        + "Nothing was changed: name a later run, or run the date again.");
}
