using System.Text.Json;
using NodaTime;

namespace Sluice.Runs;

/// <summary>Which run an execution is asked for. An event gives the same request each time, but for its run, which is the execution's own.</summary>
public sealed record RunRequest
{
    /// <summary>The pipeline's name; obeys <see cref="PipelineName"/>.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The run's date.</summary>
    public required LocalDate ExecDate { get; init; }

    /// <summary>
    /// The last day that the pipeline's date ranges cover, not before <see cref="ExecDate"/>; null leaves it to their
    /// configuration. A back-fill gives each run its own day.
    /// </summary>
    public LocalDate? ToDate { get; init; }

    /// <summary>The stage that the run starts from, leaving out those before it; null for all of them.</summary>
    public string? FromStage { get; init; }

    /// <summary>The run's id, see <see cref="Runs.RunId"/>.</summary>
    public required string RunId { get; init; }

    /// <summary>What started it.</summary>
    public required RunTrigger Trigger { get; init; }

    /// <summary>The event's time; for a run without event the time its execution started.</summary>
    public required Instant Time { get; init; }

    /// <summary>When the execution started.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>The execution's name.</summary>
    public required string ExecutionName { get; init; }

    /// <summary>The done-file; null unless <see cref="Trigger"/> is <see cref="RunTrigger.DoneFile"/>.</summary>
    public DoneFileKey? DoneFile { get; init; }

    /// <summary>What makes this event one of a kind: S3's sequencer, or the execution's name when there is no event.</summary>
    public required string Sequencer { get; init; }

    /// <summary>Where the run stands among the runs of its date.</summary>
    public RunOrder Order => new()
    {
        RunId = RunId,
        Time = Time,
        Sequencer = Trigger == RunTrigger.DoneFile ? Sequencer : null,
        StartedAt = StartedAt,
    };

    /// <summary>The keys of this run in the assets bucket.</summary>
    public RunKeys Keys => new(Pipeline, ExecDate, RunId);

    /// <summary>The run lock's key in the assets bucket: one for each event, so a second delivery finds it taken.</summary>
    public string LockKey => RunKeys.Lock(Pipeline, ExecDate, Sequencer);

    /// <summary>
    /// Reads the input of an execution: EventBridge's "Object Created" of a done-file; <c>{"pipeline","exec_date"}</c> or
    /// <c>{"pipeline","year","month","day"}</c>; or <c>{"pipeline"}</c> alone, which takes yesterday. The last three may
    /// have a <c>to_date</c> and a <c>from_stage</c>.
    /// </summary>
    /// <param name="input">The execution's input.</param>
    /// <param name="executionName"><c>$$.Execution.Name</c>.</param>
    /// <param name="startedAt"><c>$$.Execution.StartTime</c>.</param>
    /// <exception cref="RunRequestException">The input is none of these, or holds a date that does not exist.</exception>
    public static RunRequest Read(JsonElement input, string executionName, Instant startedAt) =>
        RunRequestReader.Read(input, executionName, startedAt);
}
