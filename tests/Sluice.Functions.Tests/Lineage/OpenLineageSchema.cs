using System.Diagnostics;
using System.Text.Json;

namespace Sluice.Functions.Tests.Lineage;

/// <summary>Judges events with a JSON Schema validator.</summary>
internal static class OpenLineageSchema
{
    private const string Script = """
        const [modules, schema] = process.argv.slice(1);
        const Ajv = require(modules + '/ajv/dist/2020').default;
        const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
        require(modules + '/ajv-formats').default(ajv);
        const validate = ajv.compile(JSON.parse(require('fs').readFileSync(schema)));
        const events = JSON.parse(require('fs').readFileSync(0));
        console.log(JSON.stringify(events.map(text => validate(JSON.parse(text)) ? '' : ajv.errorsText(validate.errors))));
        """;

    /// <summary>What is wrong with each event; empty for a valid one.</summary>
    public static async Task<string[]> JudgeAsync(params IEnumerable<string> events)
    {
        var modules = RepositoryFiles.At("node_modules");
        Assert.SkipUnless(Directory.Exists(Path.Combine(modules, "ajv-formats")), "ajv is not installed: npm ci");
        var start = new ProcessStartInfo("node", ["-e", Script, modules, RepositoryFiles.At("tests", "Sluice.Functions.Tests", "Lineage", "openlineage.schema.json")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!; // null only when a shell hands over to a running process
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(events));
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", error);
        return JsonSerializer.Deserialize<string[]>(await output)!; // an array, by the script
    }
}
