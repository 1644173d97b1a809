using Sluice.Lake.Athena;
using Sluice.Lake.Events;
using Sluice.Lake.Glue;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Lambda;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Secrets;
using Sluice.Lake.StepFunctions;
using Sluice.Lake.Storage;
using Sluice.Lake.Template;
using Sluice.Lake.Time;

namespace Sluice.Lake.Hosting;

/// <summary>
/// A lake that runs: every service, what the template declares, and the port that speaks for them all. Disposing it stops the
/// work where it is; the next lake on the same folder takes it up, as it does after a kill.
/// </summary>
public sealed class LakeHost : IAsyncDisposable
{
    // In the order in which they were made; they stop in the other. What starts work stops before anything that the work needs,
    // the port among it: else functions would fail for want of the lake, and executions with them, instead of waiting to be taken up.
    private readonly Stack<object> parts = new();
    private readonly Stack<object> starters = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly LakeGuests guests;
    private Uri? endpoint;
    private int disposed;

    private LakeHost(LakeOptions options, LakeTemplate template)
    {
        (Options, Template) = (options, template);
        Time = new LakeTime(options.Clock, options.RealTime);
        Folder = new LakeFolder(options.DataFolder);
        guests = new LakeGuests(new LakeSettings
        {
            DataFolder = Folder.Root,
            Template = template.Path,
            Parameters = options.ParameterOverrides,
            RealTime = options.RealTime,
        });
    }

    /// <summary>How it was started.</summary>
    public LakeOptions Options { get; }

    /// <summary>What it stands up.</summary>
    public LakeTemplate Template { get; }

    /// <summary>Its folder.</summary>
    public LakeFolder Folder { get; }

    /// <summary>Its time.</summary>
    public LakeTime Time { get; }

    /// <summary>Where it answers: <c>http://127.0.0.1:4566/</c>.</summary>
    public Uri Endpoint => endpoint ?? throw new InvalidOperationException("The lake does not listen yet.");

    /// <summary>S3.</summary>
    public ObjectStore Objects { get; private set; } = null!; // the services are there before StartAsync returns

    /// <summary>The Glue Data Catalog.</summary>
    public GlueCatalog Catalog { get; private set; } = null!; // as above

    /// <summary>Glue: crawlers and the JSON service.</summary>
    public GlueService Glue { get; private set; } = null!; // as above

    /// <summary>Secrets Manager.</summary>
    public SecretsService Secrets { get; private set; } = null!; // as above

    /// <summary>Athena.</summary>
    public AthenaService Athena { get; private set; } = null!; // as above

    /// <summary>Lambda.</summary>
    public LambdaHost Functions { get; private set; } = null!; // as above

    /// <summary>What functions have asked of the lake: what their roles have to allow on AWS.</summary>
    public FunctionCalls FunctionCalls { get; private set; } = null!; // as above

    /// <summary>Step Functions.</summary>
    public StepFunctionsService StepFunctions { get; private set; } = null!; // as above

    /// <summary>EventBridge.</summary>
    public EventBus Events { get; private set; } = null!; // as above

    /// <summary>Whether commands of other processes work with it just now.</summary>
    public bool HasGuests => guests.IsAny;

    /// <summary>Starts a lake.</summary>
    /// <exception cref="TemplateException">The template cannot be stood up: all problems.</exception>
    /// <exception cref="LakeInUseException">Another lake has the folder.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LakeHost> StartAsync(LakeOptions options, CancellationToken cancellationToken)
    {
        var template = SamTemplate.Load(options.TemplatePath, new TemplateContext
        {
            Identity = options.Identity,
            StackName = options.StackName,
            ParameterOverrides = options.ParameterOverrides,
        });
        var host = new LakeHost(options, template);
        try
        {
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when no command of another process works with the lake any more. From then on it takes none in: dispose it.</summary>
    public Task WaitForGuestsAsync(CancellationToken cancellationToken) => guests.CloseAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await stopping.CancelAsync();
        List<Exception> failures = [];
        while (starters.TryPop(out var part) || parts.TryPop(out part))
        {
            try
            {
                await DisposeAsync(part);
            }
            catch (Exception exception)
            {
                failures.Add(exception); // the others, the folder's lock among them, are let go of all the same
            }
        }

        stopping.Dispose();
        if (failures.Count > 0)
        {
            throw new AggregateException("A part of the lake did not stop as it should.", failures);
        }
    }

    private static ValueTask DisposeAsync(object part)
    {
        if (part is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        ((IDisposable)part).Dispose(); // every part is one or the other
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var identity = Options.Identity;
        var log = new LakeLog(Options.Log);
        var taken = Own(await LakeLock.TakeAsync(Folder, Options.Clock, cancellationToken));
        Folder.ClearTemporary();

        Objects = Own(new ObjectStore(Folder, Time));
        Catalog = Own(new GlueCatalog(Folder, Time, identity));
        Secrets = Own(SecretsService.Create(Folder, Time, identity));
        Glue = Own(GlueService.Create(Catalog, Objects, Secrets.Secrets, Folder, Time, identity));
        Athena = Own(AthenaService.Create(Objects, Catalog, Folder, Time, identity));
        FunctionCalls = new FunctionCalls(identity);
        Functions = Own(new LambdaHost(Template.Functions, identity, Folder, Time, () => Endpoint));
        var integrations = new Dictionary<string, IJsonService> { ["glue"] = Glue.Json, ["athena"] = Athena.Json };
        StepFunctions = Own(StepFunctionsService.Create(Folder, Time, identity, Functions, Objects, integrations, Athena, Glue, log: log), starters);
        await new TemplateDeployment(Template, Objects, Catalog, Glue.Json, Athena, Secrets, StepFunctions).RunAsync(cancellationToken);
        Events = Own(new EventBus(Template.Rules, Template.Buckets, Folder, Time, identity, Objects, StepFunctions, Functions, log), starters);
        StepFunctions.ExecutionEnded = Events.TryPublishEnd;
        await SyncAssetsAsync(cancellationToken);

        // Before anybody can ask for more: what was started in between would be taken for interrupted, and be done twice.
        Glue.Resume();
        Athena.Resume();
        await ListenAsync(log, cancellationToken);
        taken.Announce(Endpoint);
        StepFunctions.Resume(); // its functions need the port
        Events.Resume();
        if (Options.RunSchedules)
        {
            Own(new Scheduler(Template.Schedules, Time, identity, Events, log), starters);
        }
    }

    private async Task ListenAsync(LakeLog log, CancellationToken cancellationToken)
    {
        var executionEvents = new ExecutionEvents();
        StepFunctions.EventWritten += executionEvents.Publish;
        var router = new LakeRouter(
            [Glue.Json, Athena.Json, Secrets.Json, StepFunctions.Json, EventsService.Create(Events, Time, Options.Identity)],
            new LambdaProtocol(Functions, stopping.Token),
            new S3Protocol(Objects, Options.Identity, Time).HandleAsync,
            executionEvents.HandleAsync,
            guests.HandleAsync,
            Functions.Traces,
            FunctionCalls,
            log);
        var server = Own(await LakeServer.StartAsync(Options.Port, router.HandleAsync, cancellationToken));
        Own(executionEvents); // ends before the server, which waits for its requests: those would never end
        Own(guests); // as above
        endpoint = server.Endpoint;
    }

    /// <summary>What a deployment copies to the assets bucket: the pipelines, and the jobs' scripts.</summary>
    private async Task SyncAssetsAsync(CancellationToken cancellationToken)
    {
        var root = Path.GetDirectoryName(Template.Path)!; // a file lies in a folder
        if (Template.Buckets.FirstOrDefault(static bucket => bucket.LogicalId == "AssetsBucket") is { } assets)
        {
            await FolderSync.RunAsync(Options.PipelinesFolder ?? Path.Combine(root, "pipelines"), "pipelines/", Objects, assets.Name, cancellationToken);
            await FolderSync.RunAsync(Path.Combine(root, "glue"), "glue/", Objects, assets.Name, cancellationToken);
        }
    }

    private T Own<T>(T part, Stack<object>? stack = null)
        where T : notnull
    {
        (stack ?? parts).Push(part);
        return part;
    }
}
