using System.Diagnostics;

namespace Sluice.Bench;

/// <summary>Times pieces of work: the median of several rounds, after one that warms up.</summary>
internal static class Measurement
{
    private const int Rounds = 5;

    public static async Task<TimeSpan> MedianAsync(Func<Task> work)
    {
        await work();
        var times = new List<TimeSpan>(Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        return times[Rounds / 2];
    }

    /// <summary>Prints one line: what, how long an operation takes, and how many times as long as the plain thing.</summary>
    public static void Report(string name, TimeSpan time, int operations, TimeSpan plain, string plainName = "plain file") =>
        Console.WriteLine($"{name,-44} {time.TotalMilliseconds / operations,10:F3} ms   {time / plain,6:F1} x {plainName}");
}
