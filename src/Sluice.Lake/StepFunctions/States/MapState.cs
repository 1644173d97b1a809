using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>Runs its processor for each item of an array, in inline mode; the result is the array of the outputs.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html"/>
internal sealed class MapState : State
{
    // An inline Map runs at most this many iterations at once, whatever MaxConcurrency says.
    private const int MostAtOnce = 40;
    private static readonly string[] Distributed =
        ["ItemReader", "ItemBatcher", "ResultWriter", "Label", "ToleratedFailurePercentage", "ToleratedFailurePercentagePath", "ToleratedFailureCount", "ToleratedFailureCountPath"];

    private readonly StateGraph processor;
    private readonly ErrorHandling errors;
    private readonly JsonPath? itemsPath;
    private readonly PayloadTemplate? itemSelector;
    private readonly PayloadTemplate? resultSelector;
    private readonly ResultPathField resultPath;
    private readonly long maxConcurrency;
    private readonly JsonPath? maxConcurrencyPath;

    private MapState(StateHeader header, DefinitionReader reader, HashSet<string> namesInMachine)
        : base(header)
    {
        foreach (var field in Distributed.Where(reader.Has))
        {
            _ = reader.Node(field);
            reader.Report(field, $"'{field}' belongs to a Map in DISTRIBUTED mode, which is not supported by the lake; an inline Map does not have it.", DefinitionProblem.NotSupported);
        }

        OneOf(reader, "ItemProcessor", "Iterator", required: true);
        OneOf(reader, "ItemSelector", "Parameters", required: false);
        OneOf(reader, "MaxConcurrency", "MaxConcurrencyPath", required: false);
        processor = ReadProcessor(reader, namesInMachine);
        itemsPath = reader.Reference("ItemsPath");
        itemSelector = reader.Has("ItemSelector") ? reader.Template("ItemSelector") : reader.Template("Parameters");
        maxConcurrency = reader.Integer("MaxConcurrency", 0, int.MaxValue) ?? 0;
        maxConcurrencyPath = reader.Reference("MaxConcurrencyPath");
        resultSelector = reader.Template("ResultSelector");
        resultPath = reader.ResultPath();
        errors = ErrorHandling.Read(reader);
    }

    public override string Type => "Map";

    public override bool CanBeAborted => true;

    public override IEnumerable<(string Field, string Target)> Transitions => base.Transitions.Concat(errors.Transitions);

    public static MapState Read(string name, DefinitionReader reader, HashSet<string> namesInMachine) =>
        new(StateHeader.Read(name, reader), reader, namesInMachine);

    public override Task<StateOutcome> RunAsync(StateVisit visit) =>
        errors.RunAsync(visit, attempt => AttemptAsync(visit, attempt), Header.Next);

    private static void OneOf(DefinitionReader reader, string field, string other, bool required)
    {
        if (reader.Has(field) && reader.Has(other))
        {
            reader.Report(other, $"'{field}' and '{other}' are both there: keep '{field}'.");
        }
        else if (required && !reader.Has(field) && !reader.Has(other))
        {
            reader.Report(null, $"The field '{field}' is required.");
        }
    }

    private static StateGraph ReadProcessor(DefinitionReader reader, HashSet<string> namesInMachine)
    {
        var field = reader.Has("ItemProcessor") ? "ItemProcessor" : "Iterator";
        if (reader.Object(field) is not { } inner)
        {
            return new StateGraph("", new Dictionary<string, State>());
        }

        if (field == "ItemProcessor" && inner.Object("ProcessorConfig") is { } configuration)
        {
            if (configuration.Text("Mode") is not (null or "INLINE"))
            {
                configuration.Report("Mode", "A Map in DISTRIBUTED mode is not supported by the lake. Use INLINE.", DefinitionProblem.NotSupported);
                configuration.NotSupported("ExecutionType", "ExecutionType");
            }

            configuration.Finish("The processor's configuration");
        }

        QueryLanguage.Check(inner);
        var graph = StateGraph.Read(inner, namesInMachine);
        inner.Finish("A Map's processor");
        return graph;
    }

    private async Task<JsonNode?> AttemptAsync(StateVisit visit, int attempt)
    {
        var effective = Header.InputPath.Apply(visit.Data(visit.RawInput));
        var data = visit.Data(effective);
        var found = itemsPath is null ? effective : itemsPath.Find(data, "ItemsPath");
        var items = (found as JsonArray ?? throw StateFailedException.InDataFlow(
            ErrorNames.Runtime,
            $"Reference path \"{itemsPath?.Text ?? "$"}\" must point to array, not {JsonText.Shorten(JsonText.Write(found), 200)}")).Select(JsonText.Write).ToList();
        var atOnce = Concurrency(data);
        visit.Scope.Emit(EventBody.MapStateStarted(items.Count));
        var input = JsonText.Write(effective);
        var result = await new ScopeGroup(visit, attempt).RunAsync(
            items.Count,
            atOnce,
            index => new MapItem(index, items[index]),
            (index, scope) => IterateAsync(visit, scope, index, items[index], input));
        var selected = resultSelector is null ? result : resultSelector.Evaluate(visit.Data(result));
        return Header.OutputPath.Apply(visit.Data(resultPath.Apply(visit.RawInput, selected)));
    }

    private async Task<JsonNode?> IterateAsync(StateVisit visit, ExecutionScope scope, int index, string item, string input)
    {
        scope.Emit(EventBody.MapIteration("Started", Name, index));
        try
        {
            // The selector sees the Map's input as $ and this iteration's item in $$. The input is read anew, since
            // iterations run on several threads.
            var own = itemSelector is null
                ? JsonText.Parse(item)
                : itemSelector.Evaluate(new DataScope(
                    JsonText.Parse(input),
                    () => scope.ContextObject(Name, visit.EnteredTime, visit.RetryCount),
                    scope.Run.Lake.Random));
            visit.CheckSize(own);
            var output = await scope.RunAsync(processor, own);
            scope.Emit(EventBody.MapIteration("Succeeded", Name, index));
            return output;
        }
        catch (StateFailedException failure)
        {
            var placed = failure.At(Name, visit.EnteredEventId);
            scope.Emit(EventBody.MapIteration("Failed", Name, index));
            throw placed;
        }
        catch (OperationCanceledException)
        {
            scope.NoteAborted(EventBody.MapIteration("Aborted", Name, index));
            throw;
        }
    }

    private int Concurrency(DataScope data)
    {
        var wanted = maxConcurrency;
        if (maxConcurrencyPath is not null)
        {
            var value = maxConcurrencyPath.Find(data, "MaxConcurrencyPath");
            if (!ExactNumber.TryInteger(value, out wanted) || wanted < 0)
            {
                throw StateFailedException.InDataFlow(
                    ErrorNames.Runtime,
                    $"The MaxConcurrencyPath '{maxConcurrencyPath.Text}' is {JsonText.Shorten(JsonText.Write(value), 200)}; an integer of at least 0 is expected");
            }
        }

        return wanted is 0 or > MostAtOnce ? MostAtOnce : (int)wanted;
    }
}
