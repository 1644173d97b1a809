namespace Sluice.Publishing;

/// <summary>A date cannot be rolled back to a run.</summary>
/// <param name="message">Names the run, why not, and which runs there are.</param>
public sealed class RollbackException(string message) : SluiceException(message)
{
    /// <summary>The pipeline's runs leave nothing that could be pointed at again.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execDate">The date that was to be rolled back.</param>
    public static RollbackException NoTables(string pipeline, string execDate) => new(
        $"{pipeline} {execDate} cannot be rolled back: its runs replace no table's partitions, which could point at an earlier run's files again. "
        + "Correct what it reads (its files, its source or its SQL) and run the date again: stages overwrite what the wrong run has written.");
}
