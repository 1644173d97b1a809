namespace Sluice.EndToEnd.Tests;

/// <summary>What a command says to somebody who uses it wrongly: which argument, what is wrong with it, what is expected.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Invoke_UnknownFunction_NamesThoseThereAre()
    {
        await using var lake = new LakeFixture();
        var input = Path.Combine(lake.Folder, "event.json");
        await File.WriteAllTextAsync(input, "{}", TestContext.Current.CancellationToken);

        var result = await lake.SluiceAsync("invoke", "NoSuchFunction", "-e", input, "--data", lake.Data);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("sluice: The template has no function 'NoSuchFunction'. It has: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("ReadSetupFunction", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_ThatIsAFile_IsRefusedByTheOptionsName()
    {
        await using var lake = new LakeFixture();
        await File.WriteAllTextAsync(lake.Data, "", TestContext.Current.CancellationToken);

        var result = await lake.SluiceAsync("query", "SELECT 1", "--data", Path.Combine(lake.Data, "inside"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"--data: {lake.Data} is a file. Name a folder; it is made when it is missing.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_ThatIsNone_IsRefusedWithThoseThereAre()
    {
        await using var lake = new LakeFixture();

        var result = await lake.SluiceAsync("query", "SELECT 1", "--data", lake.Data, "--format", "xml");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'xml'", result.Error, StringComparison.Ordinal);
        Assert.Contains("'table'", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(lake.Data), "a lake was made for a command that cannot run");
    }

    [Theory]
    [InlineData("'abc'", "sample", "traffic", "--exec-date", "2026-11-20", "--out", "x", "--rows", "abc")]
    [InlineData("--rows is at least 1.", "sample", "traffic", "--exec-date", "2026-11-20", "--out", "x", "--rows", "0")]
    [InlineData("'abc'", "up", "--port", "abc")]
    [InlineData("--port is a number from 0 to 65535.", "up", "--port", "65536")]
    public async Task Number_ThatIsNone_IsRefused(string message, params string[] arguments)
    {
        await using var lake = new LakeFixture();

        var result = await lake.SluiceAsync(arguments);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table", "n  t\n-  -\n1  a\n")]
    [InlineData("csv", "n,t\n1,a\n")]
    [InlineData("json", "[\n  {\n    \"n\": 1,\n    \"t\": \"a\"\n  }\n]\n")]
    public async Task Query_PrintsEachFormat(string format, string expected)
    {
        await using var lake = new LakeFixture();

        var result = await lake.SluiceAsync("query", "SELECT 1 AS n, 'a' AS t", "--data", lake.Data, "--format", format);

        Assert.Equal(expected, result.Expect(0).ReplaceLineEndings("\n"));
    }
}
