namespace Sluice.EndToEnd.Tests;

/// <summary>A delivered measurement: what one measuring point counted in one minute, and the hour in which it arrived.</summary>
internal sealed record TrafficMeasurement(int Point, DateTime Time, DateTime Arrived, int[] Vehicles, int[] Speeds)
{
    internal int Defect { get; init; }

    internal int Occupancy { get; init; } = 5;

    internal DateTime Changed { get; init; } = Time.AddSeconds(75);

    internal long Seconds => new DateTimeOffset(Time, TimeSpan.Zero).ToUnixTimeSeconds();
}
