using System.Text.Json;
using AWS.Lambda.Powertools.Common;
using AWS.Lambda.Powertools.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sluice.AwsSubset.Tests.AWS.Lambda.Powertools.Logging;

public sealed class PowertoolsLoggerTests : IDisposable
{
    private readonly Lines _lines = new();
    private readonly ServiceProvider _services;
    private readonly ILogger<PowertoolsLoggerTests> _logger;

    public PowertoolsLoggerTests()
    {
        _services = Services(_ => { });
        _logger = _services.GetRequiredService<ILogger<PowertoolsLoggerTests>>();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_line_has_powertools_names()
    {
        _logger.LogInformation("Started crawler {CrawlerName}", "landing");

        Assert.Equal(
            """{"level":"Information","message":"Started crawler landing","timestamp":"1996-02-29T12:30:00.0000000Z",""" +
            $$"""
              "service":"sluice","name":"{{typeof(PowertoolsLoggerTests).FullName}}","crawler_name":"landing"}
              """,
            _lines.Single());
    }

    [Fact]
    public async Task Appended_keys_stay_with_their_invocation()
    {
        var bothAppended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var appended = 0;

        await Task.WhenAll(Invoke("a"), Invoke("b"));
        _logger.LogInformation("after");

        Assert.Equal(
            ["a:a", "b:b", "after:"],
            _lines.Read().Select(line => Text(line, "message") + ":" + Text(line, "run_id"))
                .OrderBy(text => text.Length).ThenBy(text => text, StringComparer.Ordinal));

        async Task Invoke(string runId)
        {
            _logger.AppendKey("RunId", runId);
            if (Interlocked.Increment(ref appended) == 2)
            {
                bothAppended.SetResult();
            }

            await bothAppended.Task;
            _logger.LogInformation("{Message}", runId);
        }
    }

    [Fact]
    public void Keys_are_appended_changed_and_removed()
    {
        _logger.AppendKeys(new Dictionary<string, object> { ["pipeline"] = "daily", ["rows"] = 3 });
        _logger.AppendKeys(new Dictionary<string, string> { ["pipeline"] = "monthly" });
        _logger.LogInformation("one");
        _logger.RemoveKeys("rows", "absent");
        _logger.LogInformation("two");

        Assert.EndsWith("\"pipeline\":\"monthly\",\"rows\":3}", Sorted(_lines.Read()[0]));
        Assert.Equal([KeyValuePair.Create<string, object>("pipeline", "monthly")], _logger.GetAllKeys());
        Assert.Null(Text(_lines.Read()[1], "rows"));
    }

    [Fact]
    public void A_key_cannot_hide_a_field_of_the_line()
    {
        _logger.AppendKey("Message", "fake");
        _logger.LogInformation("true one");

        Assert.Equal("true one", Text(_lines.Read()[0], "message"));
        Assert.DoesNotContain("fake", _lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_is_on_the_lines_inside_it()
    {
        using (_logger.BeginScope(new Dictionary<string, object> { ["table"] = "t1" }))
        {
            _logger.LogInformation("in");
        }

        _logger.LogInformation("out");

        Assert.Equal("t1", Text(_lines.Read()[0], "table"));
        Assert.Null(Text(_lines.Read()[1], "table"));
    }

    [Fact]
    public void An_exception_is_written_with_its_cause()
    {
        _logger.LogError(new InvalidOperationException("outer", new FormatException("inner")), "failed");

        var exception = _lines.Read()[0].GetProperty("exception");
        Assert.Equal("System.InvalidOperationException", Text(exception, "type"));
        Assert.Equal("outer", Text(exception, "message"));
        Assert.Equal("System.FormatException", Text(exception.GetProperty("inner_exception"), "type"));
    }

    [Fact]
    public void Levels_below_the_minimum_are_not_written()
    {
        using var services = Services(options => options.MinimumLogLevel = LogLevel.Warning);
        var logger = services.GetRequiredService<ILogger<PowertoolsLoggerTests>>();

        logger.LogInformation("no");
        logger.LogWarning("yes");

        Assert.False(logger.IsEnabled(LogLevel.Information));
        Assert.Equal("yes", Text(Assert.Single(_lines.Read()), "message"));
    }

    private ServiceProvider Services(Action<PowertoolsLoggerConfiguration> configure) => new ServiceCollection()
        .AddSingleton<TimeProvider>(new LeapDay())
        .AddLogging(logging => logging.AddPowertoolsLogger(options =>
        {
            options.Service = "sluice";
            options.LogOutput = _lines;
            configure(options);
        }))
        .BuildServiceProvider();

    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static string Sorted(JsonElement line) => JsonSerializer.Serialize(
        line.EnumerateObject().Where(field => field.Name is "pipeline" or "rows")
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .ToDictionary(field => field.Name, field => field.Value));

    private sealed class LeapDay : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(1996, 2, 29, 12, 30, 0, TimeSpan.Zero);
    }

    private sealed class Lines : IConsoleWrapper
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _written = new();

        public void WriteLine(string message) => _written.Enqueue(message);

        public void Debug(string message) => throw new NotSupportedException();

        public void Error(string message) => throw new NotSupportedException();

        public string Single() => Assert.Single(_written);

        public List<JsonElement> Read() => [.. _written.Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
