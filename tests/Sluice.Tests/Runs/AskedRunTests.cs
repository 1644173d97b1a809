using System.Text.Json;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class AskedRunTests
{
    [Theory]
    [InlineData("""{"pipeline":"p","exec_date":"2026-02-30"}""", "p", "2026-02-30")]
    [InlineData("""{"pipeline":"p","year":2026,"month":2,"day":30}""", "p", "2026-02-30")]
    [InlineData("""{"pipeline":"p","month":2}""", "p", "02")]
    [InlineData("""{"pipeline":"p","execdate":"2026-11-20"}""", "p", null)]
    [InlineData("""{"detail":{"object":{"key":"incoming/d/2026-02-30/p.done"}}}""", "p", "2026-02-30")]
    [InlineData("""{"detail":{"object":{"key":"incoming/a/b/2026-02-30/p.done"}}}""", "p", "2026-02-30")]
    [InlineData("""{"detail":{"object":{"key":"incoming/d/p.done"}}}""", "p", null)]
    public void Input_ThatIsRefused_IsReadInItsOwnWords(string input, string pipeline, string? execDate) =>
        Assert.Equal(new AskedRun(pipeline, execDate), Read(input));

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"pipeline":["p"]}""")]
    [InlineData("""{"detail":{"object":{"key":"incoming/d/2026-11-20/p.csv"}}}""")]
    public void Input_ThatNamesNoPipeline_AsksForNoRun(string input) => Assert.Null(Read(input));

    private static AskedRun? Read(string input)
    {
        using var document = JsonDocument.Parse(input);
        return AskedRun.Of(document.RootElement);
    }
}
