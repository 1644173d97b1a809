using System.Globalization;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>Waits for seconds, or until a timestamp, on the lake's time. The moment it ends is on disk, so a restart does not begin it again.</summary>
internal sealed class WaitState : State
{
    private const long MaximumSeconds = 99_999_999;
    private static readonly string[] Fields = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
    private readonly long? seconds;
    private readonly JsonPath? secondsPath;
    private readonly DateTimeOffset? until;
    private readonly JsonPath? timestampPath;

    private WaitState(StateHeader header, DefinitionReader reader)
        : base(header)
    {
        seconds = reader.Integer("Seconds", 0, MaximumSeconds);
        secondsPath = reader.Reference("SecondsPath");
        timestampPath = reader.Reference("TimestampPath");
        if (reader.Text("Timestamp") is { } text)
        {
            if (Timestamp.TryParse(text, out var value))
            {
                until = value;
            }
            else
            {
                reader.Wrong("Timestamp", "a timestamp such as 2016-03-14T01:59:00Z");
            }
        }

        if (Fields.Count(reader.Has) != 1)
        {
            reader.Report(null, $"Exactly one of {string.Join(", ", Fields)} is required.");
        }
    }

    public override string Type => "Wait";

    public override bool CanBeAborted => true;

    public static WaitState Read(string name, DefinitionReader reader) => new(StateHeader.Read(name, reader), reader);

    public override async Task<StateOutcome> RunAsync(StateVisit visit)
    {
        var data = visit.Data(Header.InputPath.Apply(visit.Data(visit.RawInput)));
        var end = Until(data, visit.Scope.Now);
        await visit.Scope.WaitAsync(visit.Scope.NoteUntil(JournalEntry.Waiting, end));
        return new StateOutcome(Header.OutputPath.Apply(data), Header.Next);
    }

    private DateTimeOffset Until(DataScope data, DateTimeOffset now)
    {
        if (until is { } fixedMoment)
        {
            return fixedMoment;
        }

        if (timestampPath is not null)
        {
            var text = timestampPath.Find(data, "TimestampPath");
            return Timestamp.TryParse(JsonText.AsString(text), out var moment) ? moment : throw Wrong("TimestampPath", timestampPath, text, "a timestamp such as 2016-03-14T01:59:00Z");
        }

        if (secondsPath is null)
        {
            return now.AddSeconds(seconds ?? 0); // one of the four is there, as checked on reading
        }

        var value = secondsPath.Find(data, "SecondsPath");
        return ExactNumber.TryInteger(value, out var given) && given is >= 0 and <= MaximumSeconds
            ? now.AddSeconds(given)
            : throw Wrong("SecondsPath", secondsPath, value, string.Create(CultureInfo.InvariantCulture, $"an integer from 0 to {MaximumSeconds}"));
    }

    private static StateFailedException Wrong(string field, JsonPath path, System.Text.Json.Nodes.JsonNode? value, string expected) =>
        StateFailedException.InDataFlow(
            ErrorNames.Runtime,
            $"The {field} parameter does not reference a valid value: '{path.Text}' is {JsonText.Shorten(JsonText.Write(value), 200)}, {expected} is expected");
}
