using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>Reads a task's parameters, and refuses those that its integration does not have.</summary>
internal sealed class TaskRequest
{
    private readonly JsonObject parameters;
    private readonly string resource;

    /// <exception cref="StateFailedException"><c>States.Runtime</c>: not an object, or a parameter nobody knows.</exception>
    public TaskRequest(JsonNode? parameters, string resource, IReadOnlyList<string> names)
    {
        this.resource = resource;
        this.parameters = parameters as JsonObject ?? throw Wrong($"the parameters must be an object, not {JsonText.Shorten(JsonText.Write(parameters), 200)}");
        foreach (var (name, _) in this.parameters)
        {
            if (!names.Contains(name))
            {
                throw Wrong($"the lake does not know the parameter '{name}' here; it knows {string.Join(", ", names)}");
            }
        }
    }

    public bool Has(string name) => parameters.ContainsKey(name);

    public JsonNode? Node(string name) => parameters[name];

    public string? Text(string name, bool required = false)
    {
        if (!Has(name))
        {
            return required ? throw Wrong($"the parameter '{name}' is required") : null;
        }

        return JsonText.AsString(Node(name)) ?? throw Wrong($"the parameter '{name}' must be a string, not {JsonText.Shorten(JsonText.Write(Node(name)), 200)}");
    }

    public StateFailedException Wrong(string what) => new(ErrorNames.Runtime, $"{resource}: {what}.");
}
