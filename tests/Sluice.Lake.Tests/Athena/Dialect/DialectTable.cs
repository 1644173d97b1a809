namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Checks a statement against what Athena answers.</summary>
internal static class DialectTable
{
    /// <summary>
    /// Runs a statement through Athena's door. Rows are joined by <c>; </c>, values by a bar, NULL is <c>∅</c>; of a statement that
    /// fails, the reason counts.
    /// </summary>
    public static async Task CheckAsync(string sql, string expected)
    {
        await using var lake = new AthenaLake();
        var query = await lake.ExecuteAsync(sql);
        var actual = (string?)query["Status"]!["State"] == "FAILED"
            ? (string?)query["Status"]!["StateChangeReason"]
            : string.Join("; ", AthenaLake.Rows(await lake.ResultsAsync((string)query["QueryExecutionId"]!)).Skip(1));
        Assert.Equal(expected, actual);
    }
}
