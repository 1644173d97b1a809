namespace Sluice.Lineage.Events;

/// <summary>The parts of an execution's ARN: <c>arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:name</c>.</summary>
public sealed record ExecutionArn
{
    private ExecutionArn(string text, string[] parts) =>
        (Text, Partition, Region, Account, StateMachine, Name) = (text, parts[1], parts[3], parts[4], parts[6], parts[7]);

    /// <summary>The ARN.</summary>
    public string Text { get; }

    /// <summary>The partition: <c>aws</c>.</summary>
    public string Partition { get; }

    /// <summary>The region.</summary>
    public string Region { get; }

    /// <summary>The account's id.</summary>
    public string Account { get; }

    /// <summary>The state machine's name.</summary>
    public string StateMachine { get; }

    /// <summary>The execution's name.</summary>
    public string Name { get; }

    /// <summary>Reads an ARN; null for a text that is not one of an execution.</summary>
    public static ExecutionArn? TryParse(string? text) =>
        text?.Split(':') is ["arn", _, "states", _, _, "execution", _, _] parts ? new ExecutionArn(text, parts) : null;
}
