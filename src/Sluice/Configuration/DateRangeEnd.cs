namespace Sluice.Configuration;

/// <summary>The last day of a date range.</summary>
public enum DateRangeEnd
{
    /// <summary>The run's own date.</summary>
    ExecDate,

    /// <summary>The day before the event's, in the zone of exec_date.</summary>
    Yesterday,
}
