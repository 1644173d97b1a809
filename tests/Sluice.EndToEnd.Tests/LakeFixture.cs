using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sluice.EndToEnd.Tests;

/// <summary>A folder of its own, and a lake that <c>sluice up</c> serves from it.</summary>
internal sealed class LakeFixture : IAsyncDisposable
{
    private Process? process;

    internal LakeFixture() => Folder = Directory.CreateTempSubdirectory("sluice-e2e-").FullName;

    internal string Folder { get; }

    internal string Data => Path.Combine(Folder, ".lake");

    internal Uri Endpoint { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>Environment variables for every command.</summary>
    internal Dictionary<string, string> Environment { get; } = [];

    internal Process Process => process ?? throw new InvalidOperationException("The lake is not up.");

    internal static async Task<LakeFixture> UpAsync(params IEnumerable<string> arguments)
    {
        var fixture = new LakeFixture();
        await fixture.StartAsync(arguments);
        return fixture;
    }

    /// <summary>Starts <c>sluice up</c> and waits until it says where it is.</summary>
    internal async Task StartAsync(params IEnumerable<string> arguments)
    {
        process = Process.Start(StartInfo(["up", "--port", "0", "--data", Data, .. arguments]))!; // as in SluiceProcess
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var start = line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal);
            if (start >= 0)
            {
                Endpoint = new Uri(line[start..].Split(' ')[0]);
                // Nobody reads the rest: keep the pipe empty so that the lake never blocks on it.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException($"sluice up ended: {await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>SIGKILL: nothing gets a chance to tidy up.</summary>
    internal async Task KillAsync()
    {
        Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Process.Dispose();
        process = null;
    }

    /// <summary>A subfolder of the fixture's folder.</summary>
    internal string Subfolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    internal Task<CommandResult> SluiceAsync(params IEnumerable<string> arguments) => SluiceProcess.RunAsync(StartInfo(arguments));

    private ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var start = SluiceProcess.StartInfo(Folder, arguments);
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary><c>sluice run … --json</c> on this fixture's data folder.</summary>
    internal async Task<(int ExitCode, JsonObject Report)> RunAsync(string pipeline, string execDate, string? files, params IEnumerable<string> more)
    {
        string[] from = files is null ? [] : ["--files", files];
        var result = await SluiceAsync(["run", pipeline, "--exec-date", execDate, "--data", Data, "--json", .. from, .. more]);
        var report = JsonNode.Parse(result.Output.Length == 0 ? "null" : result.Output) as JsonObject;
        Assert.True(report is not null, $"no JSON object on standard output\n{result.Output}\n{result.Error}");
        return (result.ExitCode, report);
    }

    /// <summary><c>sluice query … --format json</c> on this fixture's data folder.</summary>
    internal async Task<JsonArray> QueryAsync(string sql)
    {
        var result = await SluiceAsync("query", sql, "--data", Data, "--format", "json");
        return (JsonArray)JsonNode.Parse(result.Expect(0))!; // the format is an array
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
