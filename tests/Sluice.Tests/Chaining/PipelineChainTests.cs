using NodaTime;
using Sluice.Chaining;
using Sluice.Configuration;

namespace Sluice.Tests.Chaining;

public sealed class PipelineChainTests
{
    [Theory]
    [InlineData("prod", 1, "2026-11-01", true)]
    [InlineData("prod", 1, "2026-11-02", false)]
    [InlineData("prod", 31, "2026-11-30", true)]
    [InlineData("prod", 31, "2026-12-30", false)]
    [InlineData("prod", 31, "2026-12-31", true)]
    [InlineData("prod", 29, "2027-02-28", true)]
    [InlineData("prod", 29, "2028-02-28", false)]
    [InlineData("prod", 29, "2028-02-29", true)]
    [InlineData("dev", 1, "2026-11-17", true)]
    public void Monthly_is_due_on_its_day_and_always_in_dev(string stage, int day, string date, bool due)
    {
        var next = new NextConfiguration { Pipeline = "m", Cadence = Cadence.Monthly, DayOfMonth = day };
        Assert.Equal(due, PipelineChain.IsDue(next, NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value, stage));
    }

    [Fact]
    public void Done_file_lies_in_the_dependents_own_dataset()
    {
        var due = PipelineChain.Due(Pipeline("a", "b", "c"), new LocalDate(2026, 11, 20), "prod", Find(Pipeline("b"), Pipeline("c")));

        Assert.Equal(["incoming/data_of_b/2026-11-20/b.done", "incoming/data_of_c/2026-11-20/c.done"], due.Select(next => next.DoneFileKey));
    }

    [Fact]
    public void Everything_wrong_is_reported_at_once()
    {
        var a = Pipeline("a", "gone", "deaf", "b", "a");
        var errors = PipelineChain.Errors(a, Find(a, Pipeline("deaf") with { Dataset = null }, Pipeline("b", "c"), Pipeline("c", "d", "a"), Pipeline("d", "c")));

        Assert.Equal(
            [
                "pipelines/a/pipeline.json: next[0].pipeline: There is no pipeline 'gone'. Expected the folder's name of one under pipelines/.",
                "pipelines/a/pipeline.json: next[1].pipeline: The pipeline 'deaf' takes no done-file. Expected \"done_file\" in its pipeline.json.",
                "pipelines/a/pipeline.json: next[2].pipeline: The pipelines a → b → c → a would start each other for ever. Expected a chain that ends.",
                "pipelines/a/pipeline.json: next[3].pipeline: The pipelines a → a would start each other for ever. Expected a chain that ends.",
            ],
            errors.Select(error => error.ToString()));
    }

    private static PipelineConfiguration Pipeline(string name, params string[] next) => new()
    {
        Name = name,
        Dataset = $"data_of_{name}",
        Next = [.. next.Select(following => new NextConfiguration { Pipeline = following })],
    };

    private static Func<string, PipelineConfiguration?> Find(params PipelineConfiguration[] pipelines) =>
        name => pipelines.SingleOrDefault(pipeline => pipeline.Name == name);
}
