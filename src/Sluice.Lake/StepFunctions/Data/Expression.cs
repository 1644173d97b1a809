using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>What a field whose name ends in <c>.$</c> holds: a path or an intrinsic function.</summary>
internal abstract class Expression(string text)
{
    /// <summary>As written in the definition.</summary>
    public string Text { get; } = text;

    /// <summary>Parses either.</summary>
    /// <exception cref="FormatException">What is wrong, and at which character.</exception>
    public static Expression Parse(string text) =>
        text.StartsWith("States.", StringComparison.Ordinal) ? IntrinsicCall.Parse(text)
        : text.StartsWith('$') ? JsonPath.Parse(text)
        : throw new FormatException($"'{text}' is neither a path (it would begin with '$') nor an intrinsic function (it would begin with 'States.')");

    /// <summary>Its value. The node may belong to the input: copy it before it is put elsewhere.</summary>
    /// <param name="data">What it can see.</param>
    /// <param name="field">The field it stands in, for errors.</param>
    /// <exception cref="Executions.StateFailedException"><c>States.ParameterPathFailure</c> or <c>States.IntrinsicFailure</c>.</exception>
    public abstract JsonNode? Evaluate(DataScope data, string field);
}
