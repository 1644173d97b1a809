namespace Sluice.Lake.Athena.Model;

/// <summary>A work group's settings.</summary>
internal sealed record WorkGroupConfiguration
{
    public ResultConfiguration? ResultConfiguration { get; init; }

    /// <summary>Whether the result location above wins over the one that a client gives.</summary>
    public bool? EnforceWorkGroupConfiguration { get; init; }

    public bool? PublishCloudWatchMetricsEnabled { get; init; }

    /// <summary>A query that would read more bytes than this is cancelled.</summary>
    public long? BytesScannedCutoffPerQuery { get; init; }

    public bool? RequesterPaysEnabled { get; init; }
    public EngineVersion? EngineVersion { get; init; }
}
