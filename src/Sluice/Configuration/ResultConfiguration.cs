namespace Sluice.Configuration;

/// <summary>A query whose rows are handled one by one after publishing.</summary>
public sealed record ResultConfiguration
{
    /// <summary>How many queries a pipeline may have: the state machine carries a few facts of each.</summary>
    public const int MostQueries = 50;

    /// <summary>The handler unless another is named: it collects rows in the run's folder.</summary>
    public const string DefaultHandler = "HandleResultRow";

    /// <summary>Its name: the folder of what its rows become.</summary>
    public required string Name { get; init; }

    /// <summary>The SQL file, relative to the pipeline's folder: one SELECT.</summary>
    public required string Sql { get; init; }

    /// <summary>
    /// How many rows GetQueryResults is asked for at once, 2 to 1,000; 250 unless set. A page is the result of one state,
    /// which may have 262,144 bytes: 250 rows may have about 1,000 bytes of JSON each, 1,000 rows 250.
    /// </summary>
    public int PageRows { get; init; } = 250;

    /// <summary>How many rows are handled at the same time, 1 to 40; 1, one after the other, unless set.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>The function that handles a row, without the stage's prefix <c>sluice-&lt;stage&gt;-</c>.</summary>
    public string Handler { get; init; } = DefaultHandler;
}
