using System.Reflection;
using System.Text.RegularExpressions;
using Sluice.Lake.Protocol;
using Sluice.Lake.Template;

namespace Sluice.Lake.Tests.Hosting;

/// <summary>docs/lake.md tells users which operations the lake answers: it must neither promise more nor hide any.</summary>
public sealed partial class SupportTableTests
{
    [Fact]
    public async Task Document_ListsTheOperationsThatTheLakeAnswers()
    {
        await using var lake = await TestLake.StartAsync();
        var root = typeof(SamTemplate).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;
        var document = await File.ReadAllTextAsync(Path.Combine(root, "docs", "lake.md"), TestContext.Current.CancellationToken);

        Assert.All(
            [("Glue", lake.Host.Glue.Json), ("Secrets Manager", lake.Host.Secrets.Json), ("Athena", lake.Host.Athena.Json), ("Step Functions", lake.Host.StepFunctions.Json)],
            service => Assert.Equal(string.Join('\n', ((JsonService)service.Item2).Operations), Listed(document, service.Item1)));
    }

    /// <summary>The operations that a section names in its line that starts with "Operations:", one a line, sorted.</summary>
    private static string Listed(string document, string section)
    {
        var start = document.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/lake.md has no section {section}.");
        var paragraph = document[document.IndexOf("Operations:", start, StringComparison.Ordinal)..].Split("\n\n")[0];
        return string.Join('\n', Quoted().Matches(paragraph).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Quoted();
}
