namespace Sluice.Lake.Glue.Operations;

/// <summary>When a crawler runs by itself.</summary>
internal sealed record CrawlerSchedule(string ScheduleExpression, string State);
