using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Sluice.Configuration;

namespace Sluice.Tests.Configuration;

/// <summary>Editors judge by the schema, runs by the reader: both have to know the same fields and say the same.</summary>
public sealed class PipelineSchemaTests
{
    private static readonly string SchemaFile = Repository.Path("pipelines", "pipeline.schema.json");

    public static TheoryData<string> Good => Examples.Good;

    public static TheoryData<string> Bad => Examples.Bad;

    [Theory]
    [MemberData(nameof(Good))]
    public void The_reader_accepts(string json)
    {
        var read = PipelineReader.TryRead("example", "pipeline.json", Encoding.UTF8.GetBytes(json), out var errors);

        Assert.Empty(errors);
        Assert.NotNull(read);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void The_reader_refuses(string json)
    {
        var read = PipelineReader.TryRead("example", "pipeline.json", Encoding.UTF8.GetBytes(json), out var errors);

        Assert.Null(read);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task The_schema_says_the_same()
    {
        var ajv = Repository.Path("node_modules", "ajv");
        if (!Directory.Exists(ajv))
        {
            Assert.Skip("node_modules/ajv is not there: run npm ci.");
        }

        var good = Examples.Good.Select(row => row.Data).ToList();
        var bad = Examples.Bad.Select(row => row.Data).ToList();
        var verdicts = await ValidateAsync(ajv, [.. good, .. bad]);

        Assert.Equal([], good.Where((_, i) => !verdicts[i]));
        Assert.Equal([], bad.Where((_, i) => verdicts[good.Count + i]));
    }

    [Theory]
    [InlineData("properties", "{ \"zzzzzzzzzzzzzzzz\": 0 }")]
    [InlineData("properties.done_file.properties", "{ \"done_file\": { \"zzzzzzzzzzzzzzzz\": 0 } }")]
    [InlineData("properties.polling.properties", "{ \"polling\": { \"zzzzzzzzzzzzzzzz\": 0 } }")]
    [InlineData("definitions.incoming.properties", "{ \"incoming\": [{ \"zzzzzzzzzzzzzzzz\": 0 }] }")]
    [InlineData("definitions.table.properties", "{ \"tables\": [{ \"zzzzzzzzzzzzzzzz\": 0 }] }")]
    [InlineData("definitions.table.properties.csv.properties", "{ \"tables\": [{ \"csv\": { \"zzzzzzzzzzzzzzzz\": 0 } }] }")]
    [InlineData("definitions.column.properties", "{ \"tables\": [{ \"columns\": [{ \"zzzzzzzzzzzzzzzz\": 0 }] }] }")]
    [InlineData("definitions.crawler.properties", "{ \"crawlers\": [{ \"zzzzzzzzzzzzzzzz\": 0 }] }")]
    [InlineData("properties.audit.properties", "{ \"audit\": { \"zzzzzzzzzzzzzzzz\": 0 } }")]
    [InlineData("properties.stages.properties", "{ \"stages\": { \"zzzzzzzzzzzzzzzz\": 0 } }")]
    [InlineData("definitions.step.properties", "{ \"stages\": { \"steps\": [{ \"job\": \"a\", \"zzzzzzzzzzzzzzzz\": 0 }] } }")]
    [InlineData("definitions.next.properties", "{ \"next\": [{ \"zzzzzzzzzzzzzzzz\": 0 }] }")]
    [InlineData("definitions.etl.properties", "{ \"etl\": [{ \"zzzzzzzzzzzzzzzz\": 0 }] }")]
    [InlineData("definitions.etl.properties.date_range.properties", "{ \"etl\": [{ \"date_range\": { \"zzzzzzzzzzzzzzzz\": 0 } }] }")]
    [InlineData("definitions.check.properties", "{ \"checks\": [{ \"zzzzzzzzzzzzzzzz\": 0 }] }")]
    [InlineData("definitions.check.properties.references.properties", "{ \"checks\": [{ \"references\": { \"zzzzzzzzzzzzzzzz\": 0 } }] }")]
    public void Both_know_the_same_fields_and_the_schema_describes_each(string path, string json)
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(SchemaFile));
        var properties = path.Split('.').Aggregate(schema.RootElement, (element, name) => element.GetProperty(name));
        PipelineReader.TryRead("example", "pipeline.json", Encoding.UTF8.GetBytes(json), out var errors);

        var unknown = Assert.Single(errors, error => error.Problem.StartsWith("Unknown field", StringComparison.Ordinal));
        Assert.Equal(
            properties.EnumerateObject().Select(property => property.Name).Order(),
            unknown.Problem["Unknown field 'zzzzzzzzzzzzzzzz'. Expected one of: ".Length..].TrimEnd('.').Split(", ").Order());
        Assert.All(properties.EnumerateObject(), property => Assert.True(
            property.Value.TryGetProperty("description", out _) || property.Value.TryGetProperty("$ref", out _), $"{property.Name} has no description"));
    }

    private static async Task<bool[]> ValidateAsync(string ajv, string[] documents)
    {
        const string Script = """
            const [ajv, schema] = process.argv.slice(1);
            const Ajv = require(ajv).default;
            const validate = new Ajv({ strict: true }).compile(JSON.parse(require('fs').readFileSync(schema)));
            const documents = JSON.parse(require('fs').readFileSync(0));
            console.log(JSON.stringify(documents.map(text => validate(JSON.parse(text)))));
            """;
        var start = new ProcessStartInfo("node", ["-e", Script, ajv, SchemaFile])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!; // null only when a shell hands over to a running process
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(documents));
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", error);
        return JsonSerializer.Deserialize<bool[]>(await output)!; // an array, by the script
    }
}
