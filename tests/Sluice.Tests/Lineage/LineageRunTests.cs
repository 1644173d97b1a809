using Sluice.Lineage.Events;

namespace Sluice.Tests.Lineage;

public sealed class LineageRunTests
{
    private const string Arn = "arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:by-hand";

    /// <summary>As RFC 9562 and Python's uuid.uuid5(uuid.NAMESPACE_URL, name) make it.</summary>
    [Theory]
    [InlineData("http://www.example.com/", "fcde3c85-2270-590f-9e7c-ee003d65e0e2")]
    [InlineData(Arn, "608be33c-1836-5ae4-ad8d-cb328aade96f")]
    public void A_names_uuid_is_the_same_everywhere(string name, string uuid) => Assert.Equal(uuid, NameBasedUuid.Of(name).ToString());

    [Fact]
    public void Names_come_from_the_execution()
    {
        var run = LineageRun.Of(ExecutionArn.TryParse(Arn)!, ExecutionArn.TryParse("arn:aws:states:eu-west-1:000000000000:execution:sluice-backfill-dev:many"), "sales");

        Assert.Equal("608be33c-1836-5ae4-ad8d-cb328aade96f", run.RunId);
        Assert.Equal(("arn:aws:states:eu-west-1:000000000000", "sluice-etl-pipeline-dev.sales"), (run.JobNamespace, run.JobName));
        Assert.Equal("arn:aws:glue:eu-west-1:000000000000", run.TableNamespace);
        Assert.Equal("arn:aws:states:eu-west-1:000000000000:stateMachine:sluice-etl-pipeline-dev", run.Producer);
        Assert.Equal("sluice-backfill-dev.sales", run.ParentJobName);
        Assert.NotEqual(run.RunId, run.ParentRunId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("by-hand")]
    [InlineData("arn:aws:states:eu-west-1:000000000000:stateMachine:sluice-etl-pipeline-dev")]
    public void Anything_else_is_no_execution(string? text) => Assert.Null(ExecutionArn.TryParse(text));
}
