using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Sluice.Local.Hosting;
using Sluice.Local.Lambda;
using Sluice.Local.Protocol;
using Sluice.Local.S3;
using Sluice.Local.StepFunctions;
using Sluice.Local.StepFunctions.Executions;
using Sluice.Local.Storage;
using Sluice.Local.Template.Resources;
using Sluice.Local.Time;

namespace Sluice.Local.Events;

/// <summary>
/// The default event bus. An event that matches a rule is on disk before the write that caused it is answered, or before the
/// execution that has ended counts as ended, and is delivered until that is on disk too: at least once, also when the lake is killed
/// in between. A state machine is started under a name made of the event's id, so a delivery made again finds the execution that is
/// there.
/// </summary>
public sealed class EventBus : IAsyncDisposable
{
    private const int Deliverers = 4;

    // How much more than needed the bus may remember before it looks what is needed.
    private const int MostForgotten = 1_000;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private readonly Journal<BusEntry> journal;
    private readonly Dictionary<string, HashSet<string>> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BusEntry> pending = new(StringComparer.Ordinal);
    private readonly List<(EventRule Rule, EventPattern Pattern)> rules;
    private readonly HashSet<string> senders;
    private readonly LakeIdentity identity;
    private readonly LakeTime time;
    private readonly IObjectStore objects;
    private readonly IExecutionStarter executions;
    private readonly LambdaHost functions;
    private readonly LakeLog log;
    private readonly Lock gate = new();
    private readonly Channel<BusEntry> queue = Channel.CreateUnbounded<BusEntry>();
    private readonly CancellationTokenSource stopping = new();
    private Task delivering = Task.CompletedTask;
    private bool stopped;
    private int records;
    private int mostRecords = MostForgotten;

    /// <summary>A bus with the template's rules. Nothing is delivered before <see cref="Resume"/>.</summary>
    public EventBus(
        IReadOnlyList<EventRule> rules, IReadOnlyList<BucketResource> buckets, LakeFolder folder, LakeTime time, LakeIdentity identity,
        IObjectStore objects, IExecutionStarter executions, LambdaHost functions, LakeLog log)
    {
        this.rules = rules.Select(static rule => (rule, EventPattern.Parse(rule.Pattern))).ToList();
        senders = buckets.Where(static bucket => bucket.SendsEvents).Select(static bucket => bucket.Name).ToHashSet(StringComparer.Ordinal);
        (this.identity, this.time, this.objects, this.executions, this.functions, this.log) = (identity, time, objects, executions, functions, log);
        journal = Journal<BusEntry>.Open(Path.Combine(folder.Service("events"), "bus.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Apply(entry);
        }

        journal.Rewrite(Snapshot());
        objects.ObjectCreated += OnObjectCreated;
    }

    /// <summary>The rules on the bus.</summary>
    public IReadOnlyList<EventRule> Rules => rules.ConvertAll(static rule => rule.Rule);

    /// <summary>
    /// Takes up what an earlier process left: the events of objects that were written but did not reach the bus any more, and
    /// deliveries that were not made. Then delivers as events come.
    /// </summary>
    public void Resume()
    {
        foreach (var bucket in senders.Where(objects.BucketExists))
        {
            var there = objects.List(bucket, "");
            if (seen.ContainsKey(bucket))
            {
                foreach (var missed in there)
                {
                    OnObjectCreated(missed, "PutObject");
                }
            }
            else
            {
                // What was in the bucket before it sent events stays silent.
                Record([new BusEntry { Bucket = bucket }, .. there.Select(stored => new BusEntry { Bucket = bucket, Sequencer = stored.Sequencer })]);
            }
        }

        // Several at once: a function that takes its time does not hold up the state machines.
        delivering = Task.WhenAll(Enumerable.Range(0, Deliverers).Select(_ => Task.Run(DeliverAsync)));
        lock (gate)
        {
            foreach (var entry in pending.Values)
            {
                queue.Writer.TryWrite(entry);
            }
        }
    }

    /// <summary>Puts an event on the bus.</summary>
    /// <param name="eventNode">The event, in EventBridge's shape, with an <c>id</c>.</param>
    public void Publish(JsonObject eventNode) => Publish(eventNode, []);

    /// <summary>Puts the event of an execution that has ended on the bus; false when the bus has stopped and the event is to be sent again.</summary>
    internal bool TryPublishEnd(ExecutionHeader execution, HistoryEvent end)
    {
        try
        {
            Publish(ExecutionEvent.Ended(execution, end, identity));
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Delivers something to a target, durably, without a rule: what a schedule does.</summary>
    /// <param name="id">Names the delivery and the execution that it starts; the same id is delivered once.</param>
    /// <param name="target">The ARN of a state machine or function.</param>
    /// <param name="input">JSON.</param>
    public void Deliver(string id, string target, string input) =>
        Enqueue([new BusEntry { Delivery = id, Target = target, Input = input }]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        objects.ObjectCreated -= OnObjectCreated;
        queue.Writer.TryComplete();
        await stopping.CancelAsync();
        await delivering;
        lock (gate)
        {
            stopped = true;
            journal.Dispose();
        }

        stopping.Dispose();
    }

    private void OnObjectCreated(StoredObject stored, string reason)
    {
        if (!senders.Contains(stored.Bucket))
        {
            return;
        }

        lock (gate)
        {
            if (seen.TryGetValue(stored.Bucket, out var known) && known.Contains(stored.Sequencer))
            {
                return;
            }
        }

        Publish(S3Event.ObjectCreated(stored, reason, identity), [new BusEntry { Bucket = stored.Bucket, Sequencer = stored.Sequencer }]);
    }

    private void Publish(JsonObject eventNode, IReadOnlyList<BusEntry> also)
    {
        var entries = new List<BusEntry>(also);
        foreach (var (rule, pattern) in rules)
        {
            if (!rule.Enabled || !pattern.Matches(eventNode))
            {
                continue;
            }

            foreach (var target in rule.Targets)
            {
                try
                {
                    var input = TargetInput.Of(target, eventNode, (rule.Name, identity.Arn("events", $"rule/{rule.Name}")), time.Now);
                    entries.Add(new BusEntry { Delivery = DeliveryId((string)eventNode["id"]!, rule, target), Target = target.Arn, Input = input }); // every event has an id
                }
                catch (FormatException exception)
                {
                    log.Error($"The rule {rule.Name} has no input for its target {target.Id}: {exception.Message}");
                }
            }
        }

        Enqueue(entries);
    }

    private void Enqueue(List<BusEntry> entries)
    {
        Record(entries);
        foreach (var entry in entries.Where(static entry => entry.Delivery is not null))
        {
            queue.Writer.TryWrite(entry);
        }
    }

    private void Record(IReadOnlyCollection<BusEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            journal.Append(entries);
            foreach (var entry in entries)
            {
                Apply(entry);
            }

            records += entries.Count;
            if (records <= mostRecords)
            {
                return;
            }

            records = 0; // whoever comes next does not do the same
        }

        Forget();
    }

    /// <summary>Forgets objects that were overwritten or deleted, and deliveries that were made: what is left is what a restart needs.</summary>
    private void Forget()
    {
        Dictionary<string, List<string>> known;
        lock (gate)
        {
            known = seen.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToList(), StringComparer.Ordinal);
        }

        // Listed without the gate; what is written meanwhile is not among those known before.
        var gone = known.ToDictionary(
            static pair => pair.Key,
            pair => pair.Value.Except(objects.BucketExists(pair.Key) ? objects.List(pair.Key, "").Select(static stored => stored.Sequencer) : []).ToList(),
            StringComparer.Ordinal);
        lock (gate)
        {
            foreach (var (bucket, sequencers) in gone)
            {
                seen[bucket].ExceptWith(sequencers);
            }

            var left = seen.SelectMany(static pair => pair.Value.Select(sequencer => new BusEntry { Bucket = pair.Key, Sequencer = sequencer })
                .Prepend(new BusEntry { Bucket = pair.Key })).Concat(pending.Values).ToList();
            journal.Rewrite(left);
            mostRecords = left.Count + MostForgotten;
        }
    }

    private async Task DeliverAsync()
    {
        try
        {
            await foreach (var entry in queue.Reader.ReadAllAsync(stopping.Token))
            {
                await DeliverAsync(entry);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left in the journal is delivered when the lake starts again.
        }
    }

    private async Task DeliverAsync(BusEntry entry)
    {
        var (id, target) = (entry.Delivery!, entry.Target!); // a delivery has both
        lock (gate)
        {
            if (!pending.ContainsKey(id))
            {
                return; // made already
            }
        }

        try
        {
            if (target.Contains(":states:", StringComparison.Ordinal))
            {
                executions.StartExecution(target, id, entry.Input!); // and an input
            }
            else if (target.Contains(":lambda:", StringComparison.Ordinal))
            {
                await functions.InvokeEventAsync(target, entry.Input!, stopping.Token);
            }
            else
            {
                log.Error($"The lake cannot deliver events to {target}: a target is a state machine or a function.");
            }
        }
        catch (AwsServiceException exception) when (exception.Code == "ExecutionAlreadyExists")
        {
            // The delivery was made before the lake was killed, and that execution has ended since.
        }
        catch (AwsServiceException exception)
        {
            // EventBridge gives up on such errors after its retries; they would fail alike here.
            log.Error($"An event for {target} was not delivered: {exception.Code}: {exception.Message}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.Error($"An event for {target} was not delivered and is tried again in {RetryInterval.TotalSeconds:0} seconds: {exception.Message}");
            _ = RetryAsync(entry);
            return;
        }

        Record([new BusEntry { Delivery = id, Done = true }]);
    }

    private async Task RetryAsync(BusEntry entry)
    {
        try
        {
            await Task.Delay(RetryInterval, time.Provider, stopping.Token);
            queue.Writer.TryWrite(entry);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The lake stops: the entry is in the journal, and is delivered when it starts again.
        }
    }

    private void Apply(BusEntry entry)
    {
        if (entry.Bucket is { } bucket)
        {
            if (!seen.TryGetValue(bucket, out var known))
            {
                seen[bucket] = known = new HashSet<string>(StringComparer.Ordinal);
            }

            if (entry.Sequencer is { } sequencer)
            {
                known.Add(sequencer);
            }
        }
        else if (entry.Delivery is { } id)
        {
            if (entry.Done)
            {
                pending.Remove(id);
            }
            else
            {
                pending[id] = entry;
            }
        }
    }

    /// <summary>What the journal has to remember: objects that are still there, and deliveries that are not made.</summary>
    private List<BusEntry> Snapshot()
    {
        var entries = new List<BusEntry>();
        foreach (var (bucket, known) in seen)
        {
            if (!objects.BucketExists(bucket))
            {
                continue;
            }

            known.IntersectWith(objects.List(bucket, "").Select(static stored => stored.Sequencer));
            entries.Add(new BusEntry { Bucket = bucket });
            entries.AddRange(known.Select(sequencer => new BusEntry { Bucket = bucket, Sequencer = sequencer }));
        }

        entries.AddRange(pending.Values);
        return entries;
    }

    /// <summary>The event's id, and one of the rule and target: an event that matches twice starts two executions, each once.</summary>
    private static string DeliveryId(string eventId, EventRule rule, EventTarget target) =>
        $"{eventId}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Name}\n{target.Id}\n{target.Arn}")))[..16]}";
}
