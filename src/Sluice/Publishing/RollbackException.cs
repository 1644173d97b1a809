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
}
