using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>Whether the run may run its steps.</summary>
public sealed record HoldStepsOutput
{
    /// <summary>True when it may.</summary>
    [JsonPropertyName("held")]
    public bool Held { get; init; }

    /// <summary>True while jobs of the run that held the steps are being stopped, after its end.</summary>
    [JsonPropertyName("stopping")]
    public bool Stopping { get; init; }

    /// <summary>The execution whose steps are to be waited for; empty when there is none.</summary>
    [JsonPropertyName("holder_arn")]
    public string HolderArn { get; init; } = "";

    /// <summary>Empty, unless jobs are being stopped: the state machine puts in the holder when that one has ended.</summary>
    [JsonPropertyName("ended_execution")]
    public string EndedExecution { get; init; } = "";

    /// <summary>The seconds to wait before asking again.</summary>
    [JsonPropertyName("wait_seconds")]
    public int WaitSeconds { get; init; }

    /// <summary>The seconds waited when that is over, in all.</summary>
    [JsonPropertyName("waited_seconds")]
    public int WaitedSeconds { get; init; }
}
