using System.Text.Json;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

/// <summary>What a Catch is given, in words.</summary>
public sealed class RunFailureTests
{
    [Theory]
    [InlineData(
        """{"Id":"jr_1","JobName":"sluice-dev-sql_job","JobRunState":"FAILED","ErrorMessage":"a: no table","Arguments":{"--group_location":"s3://a/runs/p/stages/fact_stage.json"}}""",
        "fact_stage, run jr_1 of sluice-dev-sql_job, is FAILED. a: no table")]
    [InlineData("""{"Id":"jr_1","JobName":"sluice-dev-copy_table","JobRunState":"STOPPED","Arguments":{}}""", "run jr_1 of sluice-dev-copy_table, is STOPPED.")]
    [InlineData("""{"Id":"jr_1","JobName":"j","JobRunState":"TIMEOUT","ErrorMessage":"too long"}""", "run jr_1 of j, is TIMEOUT. too long")]
    public void A_job_run_is_told_by_its_stage_and_its_message(string cause, string told)
    {
        var caught = JsonSerializer.SerializeToElement(new { Error = "States.TaskFailed", Cause = cause });
        Assert.Equal(new RunFailure("StageFailed", told), RunFailure.Of(caught));
    }

    [Theory]
    [InlineData("""{"Id":"jr_1","JobRunSt""")]
    [InlineData("""{"Status":"FAILED"}""")]
    public void What_is_cut_off_or_something_else_stays_as_it_is(string cause)
    {
        var caught = JsonSerializer.SerializeToElement(new { Error = "States.TaskFailed", Cause = cause });
        Assert.Equal(new RunFailure("States.TaskFailed", cause), RunFailure.Of(caught));
    }
}
