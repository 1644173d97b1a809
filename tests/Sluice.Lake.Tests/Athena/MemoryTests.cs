namespace Sluice.Lake.Tests.Athena;

/// <summary>What one query may take of the machine's memory, where others run beside it.</summary>
public sealed class MemoryTests
{
    /// <summary>So many queries side by side that each has only the least that one gets, 256 MiB.</summary>
    private const int Crowd = 1_000_000;

    [Fact]
    public async Task A_query_that_needs_more_memory_than_its_share_fails_and_says_how_much_that_is()
    {
        await using var lake = new AthenaLake(concurrency: Crowd);
        var reason = await lake.FailAsync(
            "SELECT cardinality(array_agg(x + y)) FROM UNNEST(sequence(1, 1000000)) a (x) CROSS JOIN UNNEST(sequence(1, 40)) b (y)");
        Assert.Equal(
            "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of 256.0 MiB, its share of this machine's memory. "
            + "Read or group less at a time, or run it on a machine with more memory.",
            reason);
    }

    [Fact]
    public async Task What_does_not_fit_into_the_share_spills_into_the_lakes_folder_which_is_left_clean()
    {
        await using var lake = new AthenaLake(concurrency: Crowd);
        var rows = await lake.RowsAsync(
            """
            SELECT count(*), sum(n) FROM (
                SELECT lpad(CAST(x AS varchar), 256, chr(CAST(97 + x % 20 AS integer))) AS k, count(*) AS n FROM UNNEST(sequence(1, 1500000)) a (x) GROUP BY 1)
            """);
        Assert.Equal(["1500000|1500000"], rows);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lake.Folder.Root, "tmp")));
    }
}
