using System.Buffers;

namespace Sluice.Lake.StepFunctions;

/// <summary>The rules for names and ARNs of state machines and executions.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html"/>
internal static class StepFunctionsNames
{
    private const int MaximumLength = 80;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>{}[]?*\"#%\\^|~`$&,;:/");

    /// <summary>Refuses what is not a name.</summary>
    public static void CheckName(string name)
    {
        if (name.Length is 0 or > MaximumLength
            || name.AsSpan().ContainsAny(Forbidden)
            || name.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character)
                || character is '\ufffe' or '\uffff'))
        {
            throw StepFunctionsErrors.InvalidName(name);
        }
    }

    /// <summary>Refuses what is not a state machine's ARN.</summary>
    public static void CheckStateMachineArn(string arn)
    {
        if (arn.Split(':') is not ["arn", _, "states", _, _, "stateMachine", { Length: > 0 }])
        {
            throw StepFunctionsErrors.InvalidArn(arn, "a state machine; versions and aliases are not supported by the lake");
        }
    }

    /// <summary>Refuses what is not an execution's ARN.</summary>
    public static void CheckExecutionArn(string arn)
    {
        if (arn.Split(':') is not ["arn", _, "states", _, _, "execution", { Length: > 0 }, { Length: > 0 }])
        {
            throw StepFunctionsErrors.InvalidArn(arn, "an execution");
        }
    }
}
