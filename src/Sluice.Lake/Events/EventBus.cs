using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Lake.Lambda;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions;
using Sluice.Lake.StepFunctions.Executions;
using Sluice.Lake.Storage;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Lake.Events;

/// <summary>
/// The default event bus. An event that matches a rule is on disk before the write that caused it is answered, or before the
/// execution that has ended counts as ended, and is delivered until that is on disk too: at least once, also when the lake is killed
/// in between.
/// </summary>
public sealed class EventBus : IAsyncDisposable
{
    private readonly BusJournal journal;
    private readonly EventDelivery delivery;
    private readonly List<(EventRule Rule, EventPattern Pattern)> rules;
    private readonly HashSet<string> senders;
    private readonly LakeIdentity identity;
    private readonly LakeTime time;
    private readonly IObjectStore objects;
    private readonly LakeLog log;

    /// <summary>A bus with the template's rules. Nothing is delivered before <see cref="Resume"/>.</summary>
    public EventBus(
        IReadOnlyList<EventRule> rules, IReadOnlyList<BucketResource> buckets, LakeFolder folder, LakeTime time, LakeIdentity identity,
        IObjectStore objects, IExecutionStarter executions, LambdaHost functions, LakeLog log)
    {
        this.rules = rules.Select(static rule => (rule, EventPattern.Parse(rule.Pattern))).ToList();
        senders = buckets.Where(static bucket => bucket.SendsEvents).Select(static bucket => bucket.Name).ToHashSet(StringComparer.Ordinal);
        (this.identity, this.time, this.objects, this.log) = (identity, time, objects, log);
        journal = new BusJournal(folder, objects, senders);
        KeepSilent();
        delivery = new EventDelivery(journal, executions, functions, time, log);
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
        delivery.Resume();
        foreach (var missed in senders.Where(objects.BucketExists).SelectMany(bucket => objects.List(bucket, "")))
        {
            OnObjectCreated(missed, "PutObject");
        }
    }

    /// <summary>Puts an event on the bus.</summary>
    /// <param name="eventNode">The event, in EventBridge's shape, with an <c>id</c>.</param>
    public void Publish(JsonObject eventNode) => Publish(eventNode, null);

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
        Deliver([new BusEntry { Delivery = id, Target = target, Input = input }]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        objects.ObjectCreated -= OnObjectCreated;
        try
        {
            await delivery.DisposeAsync();
        }
        finally
        {
            journal.Dispose();
        }
    }

    /// <summary>What was in a bucket before it sent events stays silent. Before anybody can write into the bucket.</summary>
    private void KeepSilent()
    {
        foreach (var bucket in senders.Where(objects.BucketExists).Where(bucket => !journal.Knows(bucket)))
        {
            journal.Record(
                [.. objects.List(bucket, "").Select(stored => new BusEntry { Bucket = bucket, Sequencer = stored.Sequencer }), new BusEntry { Bucket = bucket }]);
        }
    }

    private void OnObjectCreated(StoredObject stored, string reason)
    {
        if (senders.Contains(stored.Bucket) && !journal.Knows(stored))
        {
            Publish(S3Event.ObjectCreated(stored, reason, identity), new BusEntry { Bucket = stored.Bucket, Sequencer = stored.Sequencer });
        }
    }

    /// <param name="eventNode">The event.</param>
    /// <param name="had">Says that the bus has had it. After the deliveries: what a kill cuts off is made again, under the same ids.</param>
    private void Publish(JsonObject eventNode, BusEntry? had)
    {
        var entries = new List<BusEntry>();
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

        if (had is not null)
        {
            entries.Add(had);
        }

        Deliver(entries);
    }

    private void Deliver(IReadOnlyCollection<BusEntry> entries)
    {
        journal.Record(entries);
        delivery.Enqueue(entries);
    }

    /// <summary>The event's id, and one of the rule and target: an event that matches twice starts two executions, each once.</summary>
    private static string DeliveryId(string eventId, EventRule rule, EventTarget target) =>
        $"{eventId}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Name}\n{target.Id}\n{target.Arn}")))[..16]}";
}
