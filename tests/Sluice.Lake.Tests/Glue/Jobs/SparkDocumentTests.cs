using System.Reflection;
using System.Text.RegularExpressions;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Jobs.Scripts.Spark;
using Sluice.Lake.Template;

namespace Sluice.Lake.Tests.Glue.Jobs;

/// <summary>docs/spark-sql.md tells users which functions of Spark SQL the lake knows: it must neither promise more nor hide any.</summary>
public sealed partial class SparkDocumentTests
{
    [Fact]
    public async Task Document_ListsTheFunctionsThatTheLakeKnows()
    {
        var root = typeof(SamTemplate).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;
        var document = await File.ReadAllTextAsync(Path.Combine(root, "docs", "spark-sql.md"), TestContext.Current.CancellationToken);
        var section = document[document.IndexOf("## Functions", StringComparison.Ordinal)..].Split("\n## ")[0];
        Assert.Equal(SparkFunctions.Names, Quoted().Matches(section).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryFunction_IsOneOfTheEngines()
    {
        // Words of DuckDB's grammar, or taken apart by their arguments.
        string[] others = ["array", "coalesce", "concat", "concat_ws", "date_format", "from_unixtime", "if", "ifnull", "nvl", "to_date", "to_timestamp"];
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        connection.Execute(SparkFunctions.Macros, TestContext.Current.CancellationToken);
        using var result = connection.Query("SELECT DISTINCT function_name FROM duckdb_functions()", TestContext.Current.CancellationToken);
        var there = result.Rows().Select(static row => (string)row[0]!).ToHashSet(); // a function has a name
        Assert.Equal([], SparkFunctions.Names.Except(others).Where(name => !there.Contains(SparkFunctions.Find(name)!)));
    }

    [GeneratedRegex("`([a-z0-9_]+)`")]
    private static partial Regex Quoted();
}
