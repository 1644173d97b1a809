using System.Text.Json.Nodes;
using Sluice.Local.Commands;

namespace Sluice.Local.Tests.Commands;

public sealed class RunSummaryTests
{
    [Fact]
    public void PartitionsThatAnotherDatesRunKeeps_AreNotAmongThePublished()
    {
        var report = new RunReport
        {
            ExecutionArn = "arn",
            Status = "SUCCEEDED",
            ExecDate = "2026-11-19",
            Published =
            [
                PublishedTable.Read((JsonObject)JsonNode.Parse(
                    """{"table":"d.t","partitions":["day=19","day=20"],"partition_count":2,"left":["day=20"],"shown_count":1,"rows":3}""")!),
                PublishedTable.Read((JsonObject)JsonNode.Parse(
                    """{"table":"d.u","partitions":["day=19"],"partition_count":1,"rows":2}""")!),
            ],
        };

        using var output = new StringWriter { NewLine = "\n" };
        RunSummary.Write(output, report);
        Assert.Equal(
            """

            SUCCEEDED  arn
            published  d.t  day=19  3 rows
            left       d.t  day=20  to another date's run
            published  d.u  day=19  2 rows

            """.ReplaceLineEndings("\n"),
            output.ToString());

        var published = JsonNode.Parse(report.ToJson())!["published"]!;
        Assert.Equal(
            """[{"table":"d.t","partitions":["day=19"],"left":["day=20"],"rows":3},{"table":"d.u","partitions":["day=19"],"rows":2}]""",
            published.ToJsonString());
    }
}
