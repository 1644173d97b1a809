using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Sluice.Runs;

/// <summary>Reads the forms that an execution's input can have.</summary>
internal static class RunRequestReader
{
    // What Step Functions adds to the input of an execution that another one starts.
    private const string AddedByStepFunctions = "AWS_STEP_FUNCTIONS_";

    private const string Forms =
        "Expected the event of a done-file, {\"pipeline\": \"...\", \"exec_date\": \"yyyy-MM-dd\"}, "
        + "{\"pipeline\": \"...\", \"year\": 2026, \"month\": 11, \"day\": 21} or {\"pipeline\": \"...\"} (yesterday).";

    private static readonly string[] Fields = ["pipeline", "exec_date", "year", "month", "day", "to_date", "from_stage"];

    public static RunRequest Read(JsonElement input, string executionName, Instant startedAt)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            throw new RunRequestException($"The execution's input is {Describe(input)}, not an object. {Forms}");
        }

        return input.TryGetProperty("detail-type", out _) || input.TryGetProperty("detail", out _)
            ? FromEvent(input, executionName, startedAt)
            : FromFields(input, executionName, startedAt);
    }

    private static RunRequest FromEvent(JsonElement input, string executionName, Instant startedAt)
    {
        if (input.TryGetProperty("detail-type", out var type) && type.ToString() != "Object Created")
        {
            throw new RunRequestException($"The execution's input is an event of detail-type '{type}'. {Forms}");
        }

        var key = DoneFileKey.Parse(Text(input, "detail", "object", "key"));
        var bucket = Text(input, "detail", "bucket", "name");
        var sequencer = Text(input, "detail", "object", "sequencer");
        if (!sequencer.All(char.IsAsciiLetterOrDigit))
        {
            throw new RunRequestException($"The event's detail.object.sequencer is '{sequencer}'. Expected hexadecimal digits.");
        }

        var time = Time(Text(input, "time"));
        return new RunRequest
        {
            Pipeline = key.Pipeline,
            ExecDate = key.FolderDate ?? ExecDate.At(time),
            RunId = RunId.Of(time, $"{bucket}/{key.Key}/{sequencer}/{executionName}"),
            Trigger = RunTrigger.DoneFile,
            Time = time,
            StartedAt = startedAt,
            ExecutionName = executionName,
            DoneFile = key,
            Sequencer = sequencer,
        };
    }

    private static RunRequest FromFields(JsonElement input, string executionName, Instant startedAt)
    {
        // A misspelt exec_date must not quietly become yesterday.
        foreach (var member in input.EnumerateObject())
        {
            if (!Fields.Contains(member.Name) && !member.Name.StartsWith(AddedByStepFunctions, StringComparison.Ordinal))
            {
                throw new RunRequestException($"The execution's input has a field '{member.Name}' that means nothing here. {Forms}");
            }
        }

        var pipeline = Text(input, "pipeline");
        if (!PipelineName.IsValid(pipeline))
        {
            throw new RunRequestException($"The input's field 'pipeline' is '{pipeline}', which is not a pipeline's name ({PipelineName.Rule}).");
        }

        var given = GivenDate(input);
        var execDate = given ?? ExecDate.Yesterday(startedAt);
        return new RunRequest
        {
            Pipeline = pipeline,
            ExecDate = execDate,
            ToDate = ToDate(input, execDate),
            FromStage = input.TryGetProperty("from_stage", out _) ? Text(input, "from_stage") : null,
            RunId = RunId.Of(startedAt, executionName),
            Trigger = given is null ? RunTrigger.Schedule : RunTrigger.Manual,
            Time = startedAt,
            StartedAt = startedAt,
            ExecutionName = executionName,
            Sequencer = executionName,
        };
    }

    private static LocalDate? GivenDate(JsonElement input)
    {
        string[] parts = ["year", "month", "day"];
        var present = parts.Where(part => input.TryGetProperty(part, out _)).ToList();
        if (input.TryGetProperty("exec_date", out _))
        {
            return present.Count == 0
                ? ExecDate.Parse(Text(input, "exec_date"), "the input's field 'exec_date'")
                : throw new RunRequestException($"The execution's input has both 'exec_date' and '{present[0]}'. {Forms}");
        }

        if (present.Count == 0)
        {
            return null;
        }

        if (present.Count < parts.Length)
        {
            throw new RunRequestException($"The execution's input has '{present[0]}' but no '{parts.Except(present).First()}'. {Forms}");
        }

        var (year, month, day) = (Number(input, "year"), Number(input, "month"), Number(input, "day"));
        var text = string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}");
        return ExecDate.Parse(text, "the input's fields 'year', 'month', 'day'");
    }

    private static LocalDate? ToDate(JsonElement input, LocalDate execDate)
    {
        if (!input.TryGetProperty("to_date", out _))
        {
            return null;
        }

        var date = ExecDate.Parse(Text(input, "to_date"), "the input's field 'to_date'");
        return date >= execDate
            ? date
            : throw new RunRequestException(
                $"The input's field 'to_date' is {ExecDate.Format(date)}, before the run's exec_date {ExecDate.Format(execDate)}. Expected that day or a later one.");
    }

    private static Instant Time(string text) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } time
            ? time.Value.ToInstant()
            : throw new RunRequestException($"The event's time is '{text}'. Expected a time such as 2026-11-21T06:15:30Z.");

    private static int Number(JsonElement input, string name)
    {
        var value = input.GetProperty(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw new RunRequestException($"The input's field '{name}' is {Describe(value)}. Expected a whole number.");
    }

    private static string Text(JsonElement input, params string[] path)
    {
        var value = input;
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                throw new RunRequestException($"The execution's input has no '{string.Join('.', path)}'. {Forms}");
            }
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new RunRequestException($"The input's field '{string.Join('.', path)}' is {Describe(value)}. Expected text.");
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => value.GetRawText(),
    };
}
