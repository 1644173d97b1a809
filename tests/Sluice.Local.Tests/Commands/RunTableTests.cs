using System.Text.Json;
using Sluice.Local.Commands;

namespace Sluice.Local.Tests.Commands;

public sealed class RunTableTests
{
    [Fact]
    public void CauseOfSeveralLines_IsOneLine()
    {
        var run = Run("2 things are wrong:\n  pipeline.json: a\r\n\tpipeline.json: b\u001b[31m\n");
        Assert.Equal(
            ["2026-11-20  20261120t061522_b6fd39f1  FAILED     2026-11-20T06:15:22.104Z  -                   no     ConfigurationException: 2 things are wrong: pipeline.json: a pipeline.json: b [31m"],
            Lines(run));
        Assert.Contains("a\\r\\n\\tpipeline.json", JsonSerializer.Serialize(run), StringComparison.Ordinal);
    }

    [Fact]
    public void LongCause_IsCutOff_AndNoLetterIsCutInTwo()
    {
        const int BeforeEnd = 120 - 1;
        var name = "ConfigurationException: ".Length;
        Assert.EndsWith($" {new string('x', BeforeEnd - name)}…", Assert.Single(Lines(Run(new string('x', 500)))), StringComparison.Ordinal);
        var letter = new string('x', BeforeEnd - name - 1) + "\U0001F6E2" + new string('x', 500);
        Assert.EndsWith($" {new string('x', BeforeEnd - name - 1)}…", Assert.Single(Lines(Run(letter))), StringComparison.Ordinal);
        var whole = new string('x', 120 - name);
        Assert.EndsWith($" {whole}", Assert.Single(Lines(Run(whole))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12L, 0, 0L, true, "12 rows             yes")]
    [InlineData(0L, 0, 0L, false, "0 rows              no")]
    [InlineData(null, 4, 0L, true, "4 stages            yes")]
    [InlineData(null, 0, 1_500L, null, "1500 handled        -")]
    [InlineData(12L, 4, 3L, true, "12 rows, 4 stages, 3 handled  yes")]
    [InlineData(null, null, null, null, "-                   -")]
    public void WhatItWrote_AndWhetherThatIsShown_IsWhatIsKnown(long? rows, int? stages, long? handled, bool? shown, string expected)
    {
        var run = Run("") with { Status = "SUCCEEDED", Error = null, Cause = null, Rows = rows, Stages = stages, HandledRows = handled, Shown = shown };
        Assert.EndsWith($"Z  {expected}", Assert.Single(Lines(run)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(RunRecord run)
    {
        using var output = new StringWriter { NewLine = "\n" };
        RunTable.Write(output, [run]);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
    }

    private static RunRecord Run(string cause) => new()
    {
        ExecDate = "2026-11-20",
        RunId = "20261120t061522_b6fd39f1",
        Status = "FAILED",
        Started = "2026-11-20T06:15:22.104Z",
        Shown = false,
        Error = "ConfigurationException",
        Cause = cause,
    };
}
