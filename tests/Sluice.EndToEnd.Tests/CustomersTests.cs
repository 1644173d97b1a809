using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using NodaTime;
using Sluice.Local.Samples;
using Sluice.Tests.Shared;

namespace Sluice.EndToEnd.Tests;

/// <summary>
/// The pipeline <c>customers</c> on a real PostgreSQL. What is expected is worked out by that PostgreSQL itself: neither DuckDB nor the
/// job has a part in it.
/// </summary>
public sealed class CustomersTests
{
    private const string Pipeline = "customers";
    private const string Date = "2026-11-20";
    private const string Columns = "customer_id, name, email, phone, street, postal_code, city, country, credit_limit, newsletter, birth_date, updated_at";

    [Fact]
    public async Task Run_CopiesRawAndCleansed_AndAgainTheSame_AndThenWhatChanged()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var lake = await UpAsync(server);
        await server.ExecuteAsync(Sample(lake, Date));

        var (exitCode, report) = await lake.RunAsync(Pipeline, Date, null);
        Assert.True(exitCode == 0, report.ToJsonString());
        var expected = await ExpectedAsync(server);
        Assert.InRange(expected.Count, 1_800, 1_900);
        Assert.Equal(expected, await CleansedAsync(lake));
        var raw = await RawAsync(lake);
        Assert.Equal(2_000, raw.Count - 1);
        Assert.Equal(Columns, string.Join(", ", raw[0]));
        Assert.Contains(raw, static row => row[5] == "01067");
        var tables = await TablesAsync(lake);
        Assert.Equal(["landing_db_dev.raw_customers", "landing_db_dev.shop_public_customers", "processed_db_dev.cleansed_customers"], tables);

        (exitCode, report) = await lake.RunAsync(Pipeline, Date, null);
        Assert.True(exitCode == 0, report.ToJsonString());
        Assert.Equal(expected, await CleansedAsync(lake));
        Assert.Equal(raw, await RawAsync(lake));
        Assert.Equal(tables, await TablesAsync(lake));

        await server.ExecuteAsync("""
            DELETE FROM customers WHERE customer_id = 1000;
            INSERT INTO customers VALUES (1001, E'\u00a0 New, \"name\"\n', NULL, '007', 'a', '0', 'b', 'BE', 0.10, true, NULL, '2027-01-01 00:00+02');
            """);
        (exitCode, report) = await lake.RunAsync(Pipeline, "2026-11-21", null);
        Assert.True(exitCode == 0, report.ToJsonString());
        var changed = await CleansedAsync(lake);
        Assert.Equal(await ExpectedAsync(server), changed);
        Assert.Contains("1001|New, \"name\"|NULL|007|a|0|b|BE|0.10|true|NULL|2026-12-31 22:00:00", changed);
    }

    [Fact]
    public async Task Run_ThatCannotReadTheSource_SaysWhy_AndNeverTheSecret_AndLeavesTheTables()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var lake = await UpAsync(server);
        await server.ExecuteAsync(Sample(lake, Date));
        Assert.Equal(0, (await lake.RunAsync(Pipeline, Date, null)).ExitCode);
        var before = await CleansedAsync(lake);

        await PutSecretAsync(lake, """{"username":"sluice","password":"wr0ng-one"}""");
        var wrong = await FailsAsync(lake);
        Assert.Contains("Connection sluice-customers-dev cannot open the database", wrong, StringComparison.Ordinal);
        Assert.Contains("Put the right username and password into the connection's secret", wrong, StringComparison.Ordinal);

        await PutSecretAsync(lake, server.Secret);
        await server.ExecuteAsync("ALTER TABLE customers RENAME TO clients;");
        var missing = await FailsAsync(lake);
        Assert.Contains("has no table public.customers that the user sluice may read", missing, StringComparison.Ordinal);

        await server.ExecuteAsync("ALTER TABLE clients RENAME TO customers; UPDATE customers SET birth_date = NULL; ALTER TABLE customers ALTER birth_date TYPE text;");
        await server.ExecuteAsync("UPDATE customers SET birth_date = 'spring' WHERE customer_id = 1000;");
        var untyped = await FailsAsync(lake);
        Assert.Contains("landing_db_dev.raw_customers: 1 values of birth_date are not of type date", untyped, StringComparison.Ordinal);

        await server.StopAsync();
        var down = await FailsAsync(lake);
        Assert.Contains("Check that the database is up", down, StringComparison.Ordinal);

        Assert.Equal(before, await CleansedAsync(lake));
        await lake.KillAsync(); // it has some of its files for itself
        var kept = string.Concat(Directory.EnumerateFiles(lake.Data, "*", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}secretsmanager{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(static file => File.ReadAllText(file, Encoding.Latin1)));
        foreach (var secret in new[] { "wr0ng-one", server.Password })
        {
            Assert.DoesNotContain(secret, wrong + missing + untyped + down + kept, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sample_IsTheSameEachTime_AndAnotherOneEachDay()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-sample-").FullName;
        try
        {
            string Write(LocalDate date, int? rows)
            {
                var file = Assert.Single(SampleCatalog.Find(Pipeline)!.Write(folder, date, rows)); // the sample is part of the product
                Assert.Equal(rows ?? 2_000, file.Rows);
                return File.ReadAllText(file.Path);
            }

            var day = new LocalDate(2026, 11, 20);
            var first = Write(day, null);
            Assert.Equal(first, Write(day, null));
            Assert.NotEqual(first, Write(day.PlusDays(1), null));
            Assert.Equal(3, Write(day, 3).Split('\n').Count(static line => line.StartsWith('(')));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Run_WithFiles_IsRefused()
    {
        await using var lake = new LakeFixture();
        var result = await lake.SluiceAsync("run", Pipeline, "--files", lake.Subfolder("files"), "--data", lake.Data);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("sluice: --files: customers reads no files but a database. Load them there: docs/stages.md, \"A table in PostgreSQL\", says how.", result.Error.Trim());
    }

    [Fact]
    public async Task Validate_NamesStepsWhoseJobOrCrawlerIsNowhere()
    {
        await using var lake = new LakeFixture();
        var folder = Path.Combine(lake.Subfolder("pipelines"), Pipeline);
        Directory.CreateDirectory(folder);
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "pipelines", Pipeline, "pipeline.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pipeline.json"),
            text.Replace("\"source_crawler\"", "\"sauce_crawler\"", StringComparison.Ordinal).Replace("\"copy_table\"", "\"copy_tables\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var result = await lake.SluiceAsync("validate", "--pipelines", Path.GetDirectoryName(folder)!, "--template", Path.Combine(Repository.Root, "template.yaml"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("There is no crawler 'sauce_crawler' in \"crawlers\", and the template has none called sluice-dev-customers-sauce_crawler.", result.Error, StringComparison.Ordinal);
        Assert.Contains("There is no job 'copy_tables': the template has none called sluice-dev-copy_tables.", result.Error, StringComparison.Ordinal);
    }

    private static async Task<LakeFixture> UpAsync(PostgresServer server)
    {
        var lake = new LakeFixture();
        lake.Environment["SLUICE_PARAMETERS"] = $"CustomersJdbcUrl={server.JdbcUrl}";
        await lake.StartAsync();
        await PutSecretAsync(lake, server.Secret);
        return lake;
    }

    private static string Sample(LakeFixture lake, string date)
    {
        var folder = lake.Subfolder("sample");
        SampleCatalog.Find(Pipeline)!.Write(folder, NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value, rows: null); // the sample is part of the product
        return File.ReadAllText(Path.Combine(folder, "customers.sql"));
    }

    private static async Task<string> FailsAsync(LakeFixture lake)
    {
        var (exitCode, report) = await lake.RunAsync(Pipeline, Date, null);
        Assert.Equal((1, "FAILED"), (exitCode, (string?)report["status"]));
        return (string)report["cause"]!;
    }

    /// <summary>The rows that the cleansed table must have, as PostgreSQL works them out.</summary>
    private static Task<List<string>> ExpectedAsync(PostgresServer server)
    {
        static string Text(string column) => $@"nullif(regexp_replace({column}, E'^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$', '', 'g'), '')";
        return server.QueryAsync($"""
            SELECT concat_ws('|', customer_id, {string.Join(", ", new[] { "name", "email", "phone", "street", "postal_code", "city", "country" }
                .Select(static column => $"coalesce({Text(column)}, 'NULL')"))},
              coalesce(credit_limit::text, 'NULL'), coalesce(newsletter::text, 'NULL'), coalesce(birth_date::text, 'NULL'),
              to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'))
            FROM (SELECT DISTINCT ON (customer_id) * FROM customers WHERE customer_id IS NOT NULL ORDER BY customer_id, updated_at DESC) AS latest
            ORDER BY customer_id
            """);
    }

    private static async Task<List<string>> CleansedAsync(LakeFixture lake)
    {
        var rows = await lake.QueryAsync($"SELECT {Columns} FROM processed_db_dev.cleansed_customers ORDER BY customer_id");
        return rows.Select(static row => string.Join('|', row!.AsObject().Select(static field => Value(field.Key, field.Value)))).ToList();
    }

    private static string Value(string column, JsonNode? value) => value switch
    {
        null => "NULL",
        _ when column == "updated_at" => value.ToString().Split('.')[0],
        _ when column == "credit_limit" => decimal.Parse(value.ToString(), CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static async Task<List<string>> TablesAsync(LakeFixture lake)
    {
        var tables = new List<string>();
        foreach (var database in new[] { "landing_db_dev", "processed_db_dev" })
        {
            var answer = await CallAsync(lake, "AWSGlue.GetTables", new JsonObject { ["DatabaseName"] = database });
            tables.AddRange(answer["TableList"]!.AsArray().Select(table => $"{database}.{table!["Name"]}"));
        }

        return tables;
    }

    /// <summary>The raw file, field by field.</summary>
    private static async Task<List<List<string>>> RawAsync(LakeFixture lake)
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials("local", "local"), new AmazonS3Config { ServiceURL = lake.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "eu-west-1" });
        using var found = await client.GetObjectAsync("sluice-landing-000000000000-dev", "raw/customers/part-00000.csv", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(found.ResponseStream);
        return Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static List<List<string>> Parse(string csv)
    {
        var rows = new List<List<string>> { new() };
        var field = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < csv.Length; at++)
        {
            if (quoted)
            {
                var two = csv[at] == '"' && at + 1 < csv.Length && csv[at + 1] == '"';
                quoted = csv[at] != '"' || two;
                at += two ? 1 : 0;
                if (quoted)
                {
                    field.Append(csv[at]);
                }
            }
            else if (csv[at] is ',' or '\n')
            {
                rows[^1].Add(field.ToString());
                field.Clear();
                if (csv[at] == '\n')
                {
                    rows.Add([]);
                }
            }
            else if (csv[at] == '"')
            {
                quoted = true;
            }
            else
            {
                field.Append(csv[at]);
            }
        }

        return rows[..^1]; // the file ends with a line end
    }

    private static Task PutSecretAsync(LakeFixture lake, string value) =>
        CallAsync(lake, "secretsmanager.PutSecretValue", new JsonObject { ["SecretId"] = "sluice-customers-dev", ["SecretString"] = value });

    private static async Task<JsonNode> CallAsync(LakeFixture lake, string target, JsonObject request)
    {
        using var http = new HttpClient { BaseAddress = lake.Endpoint };
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(request.ToJsonString(), Encoding.UTF8) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        message.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        using var response = await http.SendAsync(message, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!;
    }
}
