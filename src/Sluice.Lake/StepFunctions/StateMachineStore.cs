using Sluice.Lake.Hosting;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.StepFunctions;

/// <summary>The state machines, durable.</summary>
internal sealed class StateMachineStore : IDisposable
{
    private readonly Lock gate = new();
    private readonly Journal<StateMachineChange> journal;
    private readonly Dictionary<string, StateMachine> machines = new(StringComparer.Ordinal);
    private readonly LakeTime time;
    private readonly LakeIdentity identity;

    public StateMachineStore(string folder, LakeTime time, LakeIdentity identity)
    {
        (this.time, this.identity) = (time, identity);
        journal = Journal<StateMachineChange>.Open(Path.Combine(folder, "state-machines.jsonl"), out var changes);
        foreach (var change in changes)
        {
            Apply(change);
        }
    }

    /// <summary>All, sorted by name.</summary>
    public IReadOnlyList<StateMachine> List()
    {
        lock (gate)
        {
            return machines.Values.OrderBy(static machine => machine.Name, StringComparer.Ordinal).ToList();
        }
    }

    /// <summary>The state machine of that ARN.</summary>
    /// <exception cref="Protocol.AwsServiceException"><c>StateMachineDoesNotExist</c>, <c>InvalidArn</c>.</exception>
    public StateMachine Get(string arn)
    {
        StepFunctionsNames.CheckStateMachineArn(arn);
        lock (gate)
        {
            return machines.GetValueOrDefault(arn) ?? throw StepFunctionsErrors.NoStateMachine(arn);
        }
    }

    /// <summary>The ARN that a state machine of that name has.</summary>
    public string ArnOf(string name) => identity.Arn("states", $"stateMachine:{name}");

    /// <summary>Creates a state machine. Doing it again with the same definition and role returns the one that is there.</summary>
    /// <exception cref="Protocol.AwsServiceException"><c>StateMachineAlreadyExists</c>, <c>InvalidDefinition</c>, <c>InvalidName</c>.</exception>
    public StateMachine Create(string name, string definition, string roleArn)
    {
        StepFunctionsNames.CheckName(name);
        StateMachineDefinition.Parse(definition);
        lock (gate)
        {
            if (machines.TryGetValue(ArnOf(name), out var existing))
            {
                return existing.Definition == definition && existing.RoleArn == roleArn
                    ? existing
                    : throw StepFunctionsErrors.StateMachineExists(existing.Arn);
            }

            var now = time.Now;
            return Put(new StateMachine
            {
                Name = name,
                Arn = ArnOf(name),
                Definition = definition,
                RoleArn = roleArn,
                CreationDate = now,
                UpdateDate = now,
                RevisionId = Guid.NewGuid().ToString(),
            });
        }
    }

    /// <summary>Replaces what is given.</summary>
    /// <exception cref="Protocol.AwsServiceException"><c>StateMachineDoesNotExist</c>, <c>InvalidDefinition</c>.</exception>
    public StateMachine Update(string arn, string? definition, string? roleArn)
    {
        Get(arn); // there is one: else that is the error, whatever the definition
        if (definition is not null)
        {
            StateMachineDefinition.Parse(definition);
        }

        lock (gate)
        {
            var machine = Get(arn); // as it is now: another update, or its end, may have come in between
            return Put(machine with
            {
                Definition = definition ?? machine.Definition,
                RoleArn = roleArn ?? machine.RoleArn,
                UpdateDate = time.Now,
                RevisionId = Guid.NewGuid().ToString(),
            });
        }
    }

    /// <summary>Creates a state machine, or updates the one of that name when it differs.</summary>
    public StateMachine Upsert(string name, string definition, string roleArn)
    {
        StateMachine? existing;
        lock (gate)
        {
            existing = machines.GetValueOrDefault(ArnOf(name));
        }

        return existing is null ? Create(name, definition, roleArn)
            : existing.Definition == definition && existing.RoleArn == roleArn ? existing
            : Update(existing.Arn, definition, roleArn);
    }

    /// <summary>Deletes a state machine; nothing happens when there is none. Its executions go on.</summary>
    public void Delete(string arn)
    {
        StepFunctionsNames.CheckStateMachineArn(arn);
        lock (gate)
        {
            if (machines.ContainsKey(arn))
            {
                var change = new StateMachineChange(arn, null);
                journal.Append(change);
                Apply(change);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => journal.Dispose();

    private StateMachine Put(StateMachine machine)
    {
        var change = new StateMachineChange(machine.Arn, machine);
        journal.Append(change);
        Apply(change);
        return machine;
    }

    private void Apply(StateMachineChange change)
    {
        if (change.Machine is null)
        {
            machines.Remove(change.Arn);
        }
        else
        {
            machines[change.Arn] = change.Machine;
        }
    }

    /// <summary>A line of the journal.</summary>
    /// <param name="Arn">Which state machine.</param>
    /// <param name="Machine">What it is now; null: deleted.</param>
    private sealed record StateMachineChange(string Arn, StateMachine? Machine);
}
