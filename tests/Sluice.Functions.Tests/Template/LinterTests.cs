namespace Sluice.Functions.Tests.Template;

/// <summary>AWS's own tools have nothing to say about the template and the state machine.</summary>
public sealed class LinterTests
{
    [Fact]
    public async Task CfnLint_PrintsNothing()
    {
        var (exitCode, output) = await Tool.RunAsync("cfn-lint", "template.yaml");
        Assert.Equal("", output);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task SamTranslator_AcceptsTheTemplate()
    {
        var (exitCode, output) = await Tool.RunAsync("python3", ".ci/check-template.py");
        Assert.SkipWhen(output.Contains("Install it", StringComparison.Ordinal), output);
        Assert.Equal("", output);
        Assert.Equal(0, exitCode);
    }

    public static TheoryData<string> Definitions =>
        [.. Directory.GetFiles(RepositoryFiles.At("statemachine")).Select(static file => Path.GetFileName(file))];

    public static TheoryData<string> StateMachines => [.. ReadTemplate.Value.StateMachines.Select(static machine => machine.LogicalId)];

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task AslValidator_AcceptsTheStateMachine_AsItIsWritten(string file)
    {
        var (exitCode, output) = await Tool.RunAsync("node", Validator(), "--yaml-path", RepositoryFiles.At("statemachine", file));
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [MemberData(nameof(StateMachines))]
    public async Task AslValidator_AcceptsTheStateMachine_AsItIsDeployed(string logicalId)
    {
        var definition = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                definition, ReadTemplate.Value.StateMachines.Single(machine => machine.LogicalId == logicalId).Definition, TestContext.Current.CancellationToken);
            var (exitCode, output) = await Tool.RunAsync("node", Validator(), "--json-path", definition);
            Assert.True(exitCode == 0, output);
        }
        finally
        {
            File.Delete(definition);
        }
    }

    private static string Validator()
    {
        var path = RepositoryFiles.At("node_modules", "asl-validator", "dist", "bin", "asl-validator.js");
        Assert.SkipUnless(File.Exists(path), "asl-validator is not installed: npm ci");
        return path;
    }
}
