namespace Sluice.Configuration;

/// <summary>
/// The days that a statement covers, as <c>{{ from_date }}</c> and <c>{{ to_date }}</c>, both inclusive: from
/// <see cref="DaysBefore"/> days before the exec_date to the day that <see cref="Until"/> names.
/// </summary>
/// <param name="DaysBefore">How many days before the exec_date the range starts; 0 starts at it.</param>
/// <param name="Until">Its last day.</param>
/// <param name="PartitionsPerDay">How many partitions a day's rows can fall into: 24 for a table partitioned by hour.</param>
public sealed record DateRangeConfiguration(int DaysBefore = 0, DateRangeEnd Until = DateRangeEnd.ExecDate, int PartitionsPerDay = 1);
