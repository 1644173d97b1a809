using Sluice.Lake.Hosting;
using Sluice.Lake.Template;

namespace Sluice.Local.Commands;

/// <summary>
/// A lake that a command works with: one that is up on the data folder, or one of its own that ends with the command, but not before the
/// other commands that have joined it meanwhile.
/// </summary>
public sealed class LakeSession : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly LakeTemplate template;
    private LakeHost? own;
    private LakeVisit? joined;
    private bool waitsForGuests;
    private CancellationToken interrupted;

    private LakeSession(LakeClient client, LakeTemplate template, string dataFolder)
    {
        this.template = template;
        Client = client;
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
    /// <exception cref="InvalidOperationException">The lake that is up was started in another way than this command asks for.</exception>
    /// <exception cref="LakeInUseException">One is starting or stopping for longer than it should take.</exception>
    public static Task<LakeSession> OpenAsync(string dataFolder, Project project, bool realTime, CancellationToken cancellationToken) =>
        OpenAsync(dataFolder, project, realTime, TimeProvider.System, cancellationToken);

    /// <summary>Joins the lake that is up on a folder, or starts one. Waits for one that is starting or stopping.</summary>
    /// <param name="dataFolder">The folder.</param>
    /// <param name="project">What a lake of its own is started from.</param>
    /// <param name="realTime">Whether waits last.</param>
    /// <param name="clock">Tells how long to wait.</param>
    /// <param name="cancellationToken">Gives up, also waiting for others at the end.</param>
    /// <exception cref="InvalidOperationException">The lake that is up was started in another way than this command asks for.</exception>
    /// <exception cref="LakeInUseException">One is starting or stopping for longer than it should take.</exception>
    public static async Task<LakeSession> OpenAsync(
        string dataFolder, Project project, bool realTime, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StartLimit, clock);
        while (true)
        {
            try
            {
                if (LakeLock.FindRunning(dataFolder) is not { } endpoint)
                {
                    var session = await StartAsync(dataFolder, project, realTime, port: 0, runSchedules: false, cancellationToken);
                    session.waitsForGuests = true;
                    return session;
                }

                if (await TryJoinAsync(endpoint, dataFolder, project, realTime, cancellationToken) is { } other)
                {
                    return other;
                }

                if (limit.IsCancellationRequested)
                {
                    throw new LakeInUseException(Path.GetFullPath(dataFolder), endpoint);
                }
            }
            catch (LakeInUseException) when (!limit.IsCancellationRequested)
            {
                // It does not answer yet, or another command has just been first to start one.
            }

            await Task.Delay(BetweenLooks, clock, cancellationToken);
        }
    }

    /// <summary>
    /// Opens a lake, without waits in real time, for a command that looks at what is in it. Where it will make an empty one it says so on
    /// standard error: its user may be in another folder than the one where the lake is.
    /// </summary>
    public static Task<LakeSession> OpenToReadAsync(string dataFolder, Project project, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(dataFolder))
        {
            Console.Error.WriteLine($"There is no lake in {Path.GetFullPath(dataFolder)} yet: this is a new one. Name another folder with --data.");
        }

        return OpenAsync(dataFolder, project, realTime: false, cancellationToken);
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
        return new LakeSession(new LakeClient(host.Endpoint), host.Template, dataFolder) { own = host, interrupted = cancellationToken };
    }

    /// <summary>A function's name by its logical id; a name is left as it is.</summary>
    /// <exception cref="InvalidOperationException">The template has no such function: says which it has.</exception>
    public string FunctionName(string function) =>
        template.Functions.FirstOrDefault(candidate => candidate.LogicalId == function || candidate.Name == function)?.Name
        ?? throw new InvalidOperationException(
            $"The template has no function '{function}'. It has: {string.Join(", ", template.Functions.Select(static known => known.LogicalId))}.");

    /// <summary>Leaves the lake. One that was started for this command stops, as soon as no other command works with it.</summary>
    public async ValueTask DisposeAsync()
    {
        joined?.Dispose();
        Client.Dispose();
        if (own is null)
        {
            return;
        }

        if (waitsForGuests && !interrupted.IsCancellationRequested)
        {
            await WaitForGuestsAsync(own, interrupted);
        }

        await own.DisposeAsync();
    }

    private static async Task WaitForGuestsAsync(LakeHost host, CancellationToken cancellationToken)
    {
        if (host.HasGuests)
        {
            await Console.Error.WriteLineAsync("sluice: other commands use this one's lake, which stops when they have ended. Ctrl+C stops it now; their runs go on at its next start.");
        }

        try
        {
            await host.WaitForGuestsAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Their runs are kept, and they say that the lake is gone.
        }
    }

    private static async Task<LakeSession?> TryJoinAsync(
        Uri endpoint, string dataFolder, Project project, bool realTime, CancellationToken cancellationToken)
    {
        var client = new LakeClient(endpoint);
        LakeVisit? visit = null;
        LakeSession? session = null;
        try
        {
            visit = await client.TryJoinAsync(cancellationToken);
            var lake = visit?.Lake;
            if (visit is null || (lake is not null && !SamePath.Are(lake.DataFolder, dataFolder)))
            {
                return null; // a lake that was killed had its port before
            }

            var template = lake is null ? Load(project, GivenParameters.Read()) : SharedTemplate(lake, endpoint, project, realTime);
            session = new LakeSession(client, template, dataFolder) { joined = visit };
            return session;
        }
        finally
        {
            if (session is null)
            {
                visit?.Dispose();
                client.Dispose();
            }
        }
    }

    /// <summary>The lake's template. A lake that does other things than the command asks for is not used as if it did them.</summary>
    private static LakeTemplate SharedTemplate(LakeSettings lake, Uri endpoint, Project project, bool realTime)
    {
        var which = $"The lake on {lake.DataFolder}, at {endpoint}, was started";
        if (!SamePath.Are(lake.Template, project.TemplatePath))
        {
            throw new InvalidOperationException(
                $"{which} from {lake.Template}, not {project.TemplatePath}. Stop that lake, or name its template with --template.");
        }

        if (realTime && !lake.RealTime)
        {
            throw new InvalidOperationException($"{which} without --real-time. Stop that lake, or leave --real-time out.");
        }

        var template = Load(project, lake.Parameters);
        var given = GivenParameters.Read();
        if (given.Count > 0)
        {
            // Their names: what they hold is nobody's business but the database's.
            var different = Load(project, given).Parameters.Where(asked => template.Parameters.GetValueOrDefault(asked.Key) != asked.Value)
                .Select(static asked => asked.Key).Order(StringComparer.Ordinal).ToList();
            if (different.Count > 0)
            {
                throw new InvalidOperationException(
                    $"{which} with other parameters than {GivenParameters.Variable} has: {string.Join(", ", different)}. " +
                    $"Stop that lake, or set {GivenParameters.Variable} as it was for it, or unset it to use the lake's.");
            }
        }

        return template;
    }

    private static LakeTemplate Load(Project project, IReadOnlyDictionary<string, string> parameters) =>
        SamTemplate.Load(project.TemplatePath, new TemplateContext { ParameterOverrides = parameters });
}
