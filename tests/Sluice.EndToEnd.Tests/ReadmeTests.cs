using System.Text.RegularExpressions;

namespace Sluice.EndToEnd.Tests;

/// <summary>The pipeline that the README writes out.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task ItsPipeline_IsValid_AndPublishes()
    {
        await using var lake = new LakeFixture();
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        var pipelines = lake.Subfolder("pipelines");
        lake.Subfolder(Path.Combine("pipelines", "shop", "sql"));
        await File.WriteAllTextAsync(Path.Combine(pipelines, "shop", "pipeline.json"), Json().Match(readme).Groups[1].Value, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(pipelines, "shop", "sql", "sales_by_region.sql"), Sql().Match(readme).Groups[1].Value, TestContext.Current.CancellationToken);
        var files = lake.Subfolder("files");
        await File.WriteAllTextAsync(Path.Combine(files, "sales.csv"), "region,amount\nnorth,3\nnorth,4\nsouth,1\n", TestContext.Current.CancellationToken);

        Assert.EndsWith("template.yaml, 4 state machines, shop.\n", (await lake.SluiceAsync("validate", "--pipelines", pipelines)).Expect(0), StringComparison.Ordinal);
        var (exitCode, report) = await lake.RunAsync("shop", "2026-11-20", files, "--pipelines", pipelines);

        Assert.True(exitCode == 0, report.ToJsonString());
        Assert.Equal(
            ["north 7 2026-11-20", "south 1 2026-11-20"],
            (await lake.QueryAsync("SELECT * FROM sales_by_region ORDER BY region")).Select(static row => $"{row!["region"]} {row["amount"]} {row["exec_date"]}"));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();
}
