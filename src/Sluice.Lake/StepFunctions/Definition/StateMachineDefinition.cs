using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary>A state machine's definition, read and checked whole. Immutable; executions share it.</summary>
public sealed class StateMachineDefinition
{
    private const int MaximumBytes = 1_048_576;

    private StateMachineDefinition(StateGraph graph, long? timeoutSeconds) => (Graph, TimeoutSeconds) = (graph, timeoutSeconds);

    /// <summary>The longest that an execution may take; null: no limit.</summary>
    public long? TimeoutSeconds { get; }

    internal StateGraph Graph { get; }

    /// <summary>Everything that is wrong with a definition; empty when it is right.</summary>
    /// <param name="json">Amazon States Language as JSON. A template's YAML is converted before.</param>
    public static IReadOnlyList<DefinitionProblem> Validate(string json) => Read(json).Problems;

    /// <summary>Reads a definition that is right.</summary>
    /// <exception cref="Protocol.AwsServiceException"><c>InvalidDefinition</c>: all problems, each with its JSON path.</exception>
    public static StateMachineDefinition Parse(string json)
    {
        var (definition, problems) = Read(json);
        return definition ?? throw StepFunctionsErrors.InvalidDefinition(problems);
    }

    private static (StateMachineDefinition? Definition, List<DefinitionProblem> Problems) Read(string json)
    {
        var problems = new List<DefinitionProblem>();
        if (JsonText.Bytes(json) > MaximumBytes)
        {
            problems.Add(new DefinitionProblem("", $"The definition has {JsonText.Bytes(json)} bytes; {MaximumBytes} are the most.", "INVALID_DEFINITION_SIZE"));
            return (null, problems);
        }

        JsonNode? root;
        try
        {
            root = JsonText.Parse(json);
        }
        catch (JsonException exception)
        {
            problems.Add(new DefinitionProblem("", exception.Message, DefinitionProblem.NotJson));
            return (null, problems);
        }

        if (root is not JsonObject map)
        {
            problems.Add(new DefinitionProblem("", "A definition is a JSON object.", DefinitionProblem.NotJson));
            return (null, problems);
        }

        var reader = new DefinitionReader(map, "", problems);
        if (reader.Text("Version") is { } version && version != "1.0")
        {
            reader.Wrong("Version", "\"1.0\"");
        }

        QueryLanguage.Check(reader);
        var timeout = reader.Integer("TimeoutSeconds", 1, 99_999_999);
        var graph = StateGraph.Read(reader, new HashSet<string>(StringComparer.Ordinal));
        reader.Finish("A state machine");
        return (problems.Count == 0 ? new StateMachineDefinition(graph, timeout) : null, problems);
    }
}
