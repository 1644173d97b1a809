using Sluice.Local.Hosting;
using Sluice.Local.Template;

namespace Sluice.Local.Commands;

/// <summary>A lake that a command works with: one that is up on the data folder, or one of its own that ends with the command.</summary>
public sealed class LakeSession : IAsyncDisposable
{
    private readonly LakeHost? own;
    private readonly LakeTemplate template;

    private LakeSession(LakeHost? own, Uri endpoint, LakeTemplate template, string dataFolder)
    {
        (this.own, this.template) = (own, template);
        Client = new LakeClient(endpoint);
        Names = LakeNames.Of(template);
        DataFolder = dataFolder;
    }

    /// <summary>Talks to the lake.</summary>
    public LakeClient Client { get; }

    /// <summary>What the template calls things.</summary>
    public LakeNames Names { get; }

    /// <summary>The lake's folder.</summary>
    public string DataFolder { get; }

    /// <summary>Joins the lake that is up on a folder, or starts one.</summary>
    public static async Task<LakeSession> OpenAsync(string dataFolder, Project project, bool realTime, CancellationToken cancellationToken)
    {
        if (LakeLock.FindRunning(dataFolder) is { } endpoint)
        {
            return new LakeSession(null, endpoint, Load(project), dataFolder);
        }

        return await StartAsync(dataFolder, project, realTime, port: 0, runSchedules: false, cancellationToken);
    }

    /// <summary>Starts a lake on a folder.</summary>
    /// <exception cref="LakeInUseException">One is up on it already.</exception>
    public static async Task<LakeSession> StartAsync(
        string dataFolder, Project project, bool realTime, int port, bool runSchedules, CancellationToken cancellationToken)
    {
        var host = await LakeHost.StartAsync(
            new LakeOptions
            {
                DataFolder = dataFolder,
                TemplatePath = project.TemplatePath,
                PipelinesFolder = project.PipelinesPath,
                Port = port,
                RealTime = realTime,
                RunSchedules = runSchedules,
                ParameterOverrides = GivenParameters.Read(),
                Log = Console.Error,
            },
            cancellationToken);
        return new LakeSession(host, host.Endpoint, host.Template, dataFolder);
    }

    /// <summary>A function's name by its logical id; a name is left as it is.</summary>
    /// <exception cref="InvalidOperationException">The template has no such function: says which it has.</exception>
    public string FunctionName(string function) =>
        template.Functions.FirstOrDefault(candidate => candidate.LogicalId == function || candidate.Name == function)?.Name
        ?? throw new InvalidOperationException(
            $"The template has no function '{function}'. It has: {string.Join(", ", template.Functions.Select(static known => known.LogicalId))}.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (own is not null)
        {
            await own.DisposeAsync();
        }
    }

    private static LakeTemplate Load(Project project) =>
        SamTemplate.Load(project.TemplatePath, new TemplateContext { ParameterOverrides = GivenParameters.Read() });
}
