using Sluice.Lake.Athena.Model;

namespace Sluice.Lake.Athena.Execution;

/// <summary>What a statement has produced.</summary>
internal sealed record QueryOutcome
{
    /// <summary>Rows that an INSERT wrote.</summary>
    public long UpdateCount { get; init; }

    /// <summary>Bytes read from the tables' files.</summary>
    public long DataScanned { get; init; }

    /// <summary>Time that went into parsing and planning.</summary>
    public TimeSpan Planning { get; init; }

    /// <summary>Time that went into writing the result.</summary>
    public TimeSpan Publishing { get; init; }

    /// <summary>Where the list of written files is, for an INSERT.</summary>
    public string? ManifestLocation { get; init; }
}
