using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.States;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary><c>StartAt</c> and <c>States</c>: of a state machine, a Parallel's branch or a Map's processor.</summary>
internal sealed record StateGraph(string StartAt, IReadOnlyDictionary<string, State> States)
{
    private const int MaximumName = 80;

    /// <summary>Reads the two fields; the caller finishes the reader.</summary>
    public static StateGraph Read(DefinitionReader reader, HashSet<string> namesInMachine)
    {
        var startAt = reader.Text("StartAt", required: true) ?? "";
        var states = new Dictionary<string, State>(StringComparer.Ordinal);
        if (reader.Object("States", required: true, hasComment: false) is { } map)
        {
            foreach (var name in map.Names.ToList())
            {
                if (map.Node(name) is not JsonObject)
                {
                    map.Wrong(name, "a state, an object");
                    continue;
                }

                if (name.Length > MaximumName)
                {
                    map.Report(name, $"A state's name has at most {MaximumName} characters; this one has {name.Length}.");
                }

                if (!namesInMachine.Add(name))
                {
                    map.Report(name, $"There is another state '{name}': names must be unique in the whole state machine.");
                }

                if (StateReader.Read(name, map.Object(name)!, namesInMachine) is { } state) // an object, as checked above
                {
                    states[name] = state;
                }
            }

            if (!map.Names.Any())
            {
                reader.Report("States", "There must be at least one state.");
            }

            CheckTransitions(reader, map, startAt, states);
        }

        return new StateGraph(startAt, states);
    }

    private static void CheckTransitions(DefinitionReader reader, DefinitionReader map, string startAt, Dictionary<string, State> states)
    {
        var all = map.Names.ToHashSet(StringComparer.Ordinal);
        if (startAt.Length > 0 && !all.Contains(startAt))
        {
            reader.Report("StartAt", $"There is no state '{startAt}'.", DefinitionProblem.MissingTarget);
        }

        foreach (var state in states.Values)
        {
            foreach (var (field, target) in state.Transitions.Where(transition => transition.Target.Length > 0 && !all.Contains(transition.Target)))
            {
                map.Report($"{state.Name}/{field}", $"There is no state '{target}'.", DefinitionProblem.MissingTarget);
            }
        }

        // A state that could not be read leads nowhere that is known, so nothing can be said about the others.
        if (states.Count < all.Count || !states.ContainsKey(startAt))
        {
            return;
        }

        var reached = new HashSet<string>(StringComparer.Ordinal) { startAt };
        var open = new Queue<string>([startAt]);
        while (open.TryDequeue(out var name))
        {
            foreach (var (_, target) in states[name].Transitions)
            {
                if (states.ContainsKey(target) && reached.Add(target))
                {
                    open.Enqueue(target);
                }
            }
        }

        foreach (var name in states.Keys.Where(name => !reached.Contains(name)))
        {
            map.Report(name, $"No state leads to '{name}'.", DefinitionProblem.MissingTarget);
        }
    }
}
