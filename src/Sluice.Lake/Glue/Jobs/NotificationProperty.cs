namespace Sluice.Lake.Glue.Jobs;

/// <summary>When a run that takes long is told about; the lake tells nobody.</summary>
public sealed record NotificationProperty
{
    /// <summary>Minutes.</summary>
    public int? NotifyDelayAfter { get; init; }
}
