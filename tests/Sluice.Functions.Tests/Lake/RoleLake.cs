using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Local.Commands;

namespace Sluice.Functions.Tests.Lake;

/// <summary>A lake that runs shipped pipelines and keeps what functions ask for.</summary>
internal sealed class RoleLake : IAsyncDisposable
{
    private readonly string folder;
    private readonly string pipelines;

    private RoleLake(string folder, string pipelines, LakeHost host) => (this.folder, this.pipelines, Host) = (folder, pipelines, host);

    public LakeHost Host { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts one.</summary>
    /// <param name="write">Writes other pipelines than the shipped ones into a folder, and returns that.</param>
    /// <param name="parameters">The template's parameters.</param>
    public static async Task<RoleLake> StartAsync(Func<string, string>? write = null, params (string Name, string Value)[] parameters)
    {
        var folder = Directory.CreateTempSubdirectory("sluice-roles-").FullName;
        var pipelines = write is null ? RepositoryFiles.At("pipelines") : write(Path.Combine(folder, "pipelines"));
        return new RoleLake(folder, pipelines, await LakeHost.StartAsync(
            new LakeOptions
            {
                DataFolder = Path.Combine(folder, "lake"),
                TemplatePath = RepositoryFiles.At("template.yaml"),
                PipelinesFolder = pipelines,
                ParameterOverrides = parameters.ToDictionary(static parameter => parameter.Name, static parameter => parameter.Value),
            },
            Token));
    }

    /// <summary>A whole run, on the sample.</summary>
    public async Task<RunReport> RunAsync(string pipeline, string date)
    {
        var project = new Project(RepositoryFiles.At("template.yaml"), pipelines);
        await using var session = await LakeSession.OpenAsync(Path.Combine(folder, "lake"), project, realTime: false, Token);
        var known = new PipelineFolder(project.PipelinesPath);
        using var incoming = await IncomingFiles.FindAsync(session, known, pipeline, date, null, Token, rows: 200);
        return await new PipelineRunner(session.Client, session.Names, known).RunAsync(
            new RunToStart(pipeline, date, incoming.Files) { Root = incoming.Root }, new SilentObserver(), Token);
    }

    /// <summary>A whole run that has to succeed.</summary>
    public async Task SucceedAsync(string pipeline, string date)
    {
        var report = await RunAsync(pipeline, date);
        Assert.True(report.Succeeded, $"{report.Error}: {report.Cause}");
    }

    /// <summary>Invokes a function by its class name and returns what it answers.</summary>
    public async Task<JsonObject> InvokeAsync(string function, JsonObject input)
    {
        var result = await Host.Functions.InvokeAsync($"sluice-dev-{function}", input.ToJsonString(), Token);
        Assert.True(result.FunctionError is null, result.Payload);
        return (JsonObject)JsonNode.Parse(result.Payload)!;
    }

    /// <summary>What functions asked for: these among them asked for something, and all of it their roles allow.</summary>
    public void AssertAllowed(params IEnumerable<string> atWork)
    {
        var calls = Host.FunctionCalls.All;
        Assert.Subset(calls.Select(static call => call.Function).ToHashSet(), atWork.Select(static name => $"sluice-dev-{name}").ToHashSet());
        FunctionRoles.AssertAllow(calls);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
