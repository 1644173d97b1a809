using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary><c>Retry</c> and <c>Catch</c> of a Task, Parallel or Map state.</summary>
internal sealed class ErrorHandling
{
    private readonly List<Retrier> retriers;
    private readonly List<Catcher> catchers;

    private ErrorHandling(List<Retrier> retriers, List<Catcher> catchers) => (this.retriers, this.catchers) = (retriers, catchers);

    /// <summary>Where Catch goes on.</summary>
    public IEnumerable<(string Field, string Target)> Transitions => catchers.Select((catcher, index) => ($"Catch[{index}]/Next", catcher.Next));

    public static ErrorHandling Read(DefinitionReader reader)
    {
        var retriers = reader.Objects("Retry").Select(Retrier.Read).ToList();
        var catchers = reader.Objects("Catch").Select(Catcher.Read).ToList();
        ErrorMatch.CheckOrder(retriers.ConvertAll(static retrier => retrier.ErrorEquals), reader, "Retry");
        ErrorMatch.CheckOrder(catchers.ConvertAll(static catcher => catcher.ErrorEquals), reader, "Catch");
        return new ErrorHandling(retriers, catchers);
    }

    /// <summary>Attempts the work until it succeeds, is caught, or nothing here is for its error.</summary>
    /// <param name="visit">The visit; it carries the attempt's number to the context object.</param>
    /// <param name="attempt">The work, given the attempt's number from 0; returns the state's output.</param>
    /// <param name="next">The state after success.</param>
    public async Task<StateOutcome> RunAsync(StateVisit visit, Func<int, Task<JsonNode?>> attempt, string? next)
    {
        var retries = new int[retriers.Count];
        while (true)
        {
            StateFailedException failure;
            try
            {
                return new StateOutcome(await attempt(visit.RetryCount), next);
            }
            catch (StateFailedException exception)
            {
                failure = exception.At(visit.State.Name, visit.EnteredEventId);
            }

            var index = retriers.FindIndex(retrier => retrier.ErrorEquals.Matches(failure.Error));
            if (index >= 0 && retries[index] < retriers[index].MaxAttempts)
            {
                // The moment is noted first: a jittered wait that a kill interrupts is not drawn again.
                var delay = retriers[index].Delay(retries[index], visit.Scope.NextChance());
                retries[index]++;
                visit.RetryCount++;
                await visit.Scope.WaitAsync(visit.Scope.NoteUntil(JournalEntry.Retrying, visit.Scope.Now + delay));
                continue;
            }

            if (catchers.Find(each => each.ErrorEquals.Matches(failure.Error)) is { } catcher)
            {
                var caught = new JsonObject { ["Error"] = failure.Error, ["Cause"] = failure.Cause };
                return new StateOutcome(catcher.ResultPath.Apply(visit.RawInput, caught), catcher.Next);
            }

            throw failure;
        }
    }
}
