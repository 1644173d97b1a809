using System.Text.Json.Nodes;
using Sluice.Lake.Athena;
using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Hosting;
using Sluice.Lake.Lambda;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions.Executions;
using Sluice.Lake.StepFunctions.Integrations;
using Sluice.Lake.StepFunctions.Operations;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.StepFunctions;

/// <summary>Step Functions in the lake: state machines, their executions, and the JSON protocol in front of them.</summary>
public sealed class StepFunctionsService : IExecutionStarter, IAsyncDisposable
{
    private readonly StateMachineStore machines;
    private readonly ExecutionStore executions;

    private StepFunctionsService(StateMachineStore machines, ExecutionStore executions)
    {
        this.machines = machines;
        this.executions = executions;
        Json = StepFunctionsOperations.Create(machines, executions);
    }

    /// <summary>
    /// Called with an execution's ARN for each event of its history, after the event is on disk and in the order of the
    /// events of one scope. Handlers must be quick and safe for concurrent calls.
    /// </summary>
    public event Action<string, HistoryEvent>? EventWritten
    {
        add => executions.EventWritten += value;
        remove => executions.EventWritten -= value;
    }

    /// <inheritdoc cref="ExecutionStore.Ended"/>
    internal Func<ExecutionHeader, HistoryEvent, bool> ExecutionEnded
    {
        set => executions.Ended = value;
    }

    /// <summary>The JSON protocol.</summary>
    public IJsonService Json { get; }

    /// <summary>Builds the service on its folder. Executions that were interrupted are there, and wait for <see cref="Resume"/>.</summary>
    /// <param name="folder">Where the lake keeps everything.</param>
    /// <param name="time">The lake's time.</param>
    /// <param name="identity">Account and region.</param>
    /// <param name="lambda">The functions.</param>
    /// <param name="objects">S3.</param>
    /// <param name="services">The services that tasks can call, by name: <c>athena</c>, <c>glue</c>. Looked at when a task calls.</param>
    /// <param name="queries">Tells when Athena queries end.</param>
    /// <param name="jobs">Starts runs of Glue jobs and tells when they end.</param>
    /// <param name="random">Jitter, UUIDs and random numbers; null for real chance.</param>
    /// <param name="log">What went wrong and nobody waits for; null for nowhere.</param>
    public static StepFunctionsService Create(
        LakeFolder folder,
        LakeTime time,
        LakeIdentity identity,
        ILambdaInvoker lambda,
        ObjectStore objects,
        IReadOnlyDictionary<string, IJsonService> services,
        IQueryCompletion queries,
        IJobRuns jobs,
        Random? random = null,
        LakeLog? log = null)
    {
        var own = folder.Service("stepfunctions");
        var machines = new StateMachineStore(own, time, identity);
        var children = new ChildExecutions();
        var executions = new ExecutionStore(own)
        {
            Lake = new LakeServices
            {
                Time = time,
                Identity = identity,
                Lambda = lambda,
                Objects = objects,
                Services = services,
                Queries = queries,
                Jobs = jobs,
                Executions = children,
                Random = random ?? new Random(),
                Log = log ?? new LakeLog(null),
            },
        };
        var service = new StepFunctionsService(machines, executions);
        children.Connect(machines, executions);
        executions.Open();
        return service;
    }

    /// <summary>The ARN that a state machine of that name has.</summary>
    public string StateMachineArn(string name) => machines.ArnOf(name);

    /// <summary>Creates a state machine as the template declares it, or updates the one that is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definitionJson">Amazon States Language as JSON.</param>
    /// <param name="roleArn">Its role.</param>
    /// <param name="type"><c>STANDARD</c>.</param>
    /// <returns>Its ARN.</returns>
    /// <exception cref="AwsServiceException"><c>InvalidDefinition</c> with all problems; <c>StateMachineTypeNotSupported</c>; <c>InvalidName</c>.</exception>
    public string UpsertStateMachine(string name, string definitionJson, string roleArn, string type = "STANDARD") =>
        type == "STANDARD"
            ? machines.Upsert(name, definitionJson, roleArn).Arn
            : throw StepFunctionsErrors.TypeNotSupported($"State machine '{name}': the type {type}");

    /// <inheritdoc/>
    public string StartExecution(string stateMachineArn, string? name, string input) =>
        executions.Start(machines.Get(stateMachineArn), name, input, null).ExecutionArn;

    /// <summary>Takes up the executions that a kill interrupted. Called once, when every service is there.</summary>
    public void Resume() => executions.Resume();

    /// <summary>Completes when an execution has ended, however it ended.</summary>
    /// <exception cref="AwsServiceException"><c>ExecutionDoesNotExist</c>.</exception>
    public Task WaitForExecutionAsync(string executionArn, CancellationToken cancellationToken) =>
        executions.WaitAsync(executionArn, cancellationToken);

    /// <summary>As DescribeExecution answers.</summary>
    /// <exception cref="AwsServiceException"><c>ExecutionDoesNotExist</c>.</exception>
    public JsonObject DescribeExecution(string executionArn) => ExecutionDescription.Of(executions, executionArn, includeData: true);

    /// <summary>An execution's history so far.</summary>
    /// <exception cref="AwsServiceException"><c>ExecutionDoesNotExist</c>.</exception>
    public IReadOnlyList<HistoryEvent> GetHistory(string executionArn) => executions.Read(executionArn).Events;

    /// <summary>Stops work without ending executions: the next start takes them up.</summary>
    public async ValueTask DisposeAsync()
    {
        await executions.DisposeAsync();
        machines.Dispose();
    }
}
