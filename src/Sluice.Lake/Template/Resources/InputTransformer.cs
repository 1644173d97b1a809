namespace Sluice.Lake.Template.Resources;

/// <summary>Makes a target's input of parts of the event. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html</summary>
/// <param name="InputPathsMap">Variables: name to JSON path.</param>
/// <param name="InputTemplate">JSON or text with <c>&lt;name&gt;</c> where a variable's value goes.</param>
public sealed record InputTransformer(IReadOnlyDictionary<string, string> InputPathsMap, string InputTemplate);
