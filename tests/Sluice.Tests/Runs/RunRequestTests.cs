using System.Text.Json;
using NodaTime;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class RunRequestTests
{
    private static readonly Instant Started = Instant.FromUtc(2026, 3, 1, 5, 0);

    private const string Event = """
        {
          "version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created", "source": "aws.s3",
          "account": "000000000000", "time": "2026-11-20T23:30:00Z", "region": "eu-west-1",
          "resources": ["arn:aws:s3:::landing"],
          "detail": {
            "version": "0", "bucket": { "name": "landing" },
            "object": { "key": "incoming/d/KEY", "size": 0, "etag": "d41d8cd98f00b204e9800998ecf8427e", "sequencer": "00617F08299329D189" },
            "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "source-ip-address": "127.0.0.1", "reason": "PutObject"
          }
        }
        """;

    [Fact]
    public void An_event_gives_the_date_of_its_folder()
    {
        var request = Read(Event.Replace("KEY", "2026-02-28/traffic.done"));

        Assert.Equal("traffic", request.Pipeline);
        Assert.Equal(new LocalDate(2026, 2, 28), request.ExecDate);
        Assert.Equal(RunTrigger.DoneFile, request.Trigger);
        Assert.Equal(Instant.FromUtc(2026, 11, 20, 23, 30), request.Time);
        Assert.Equal("incoming/d/2026-02-28/traffic.done", request.DoneFile?.Key);
        Assert.StartsWith("20261120t233000_", request.RunId);
        Assert.Equal("runs/traffic/2026-02-28/00617F08299329D189.lock", request.LockKey);
        Assert.Equal($"runs/traffic/2026-02-28/{request.RunId}/plan.json", request.Keys.Plan);
    }

    [Fact]
    public void An_event_without_date_folder_gives_its_own_day_in_Brussels()
    {
        Assert.Equal(new LocalDate(2026, 11, 21), Read(Event.Replace("KEY", "traffic.done")).ExecDate);
    }

    [Fact]
    public void The_same_event_has_one_lock_and_each_execution_a_run_of_its_own()
    {
        var text = Event.Replace("KEY", "2026-02-28/traffic.done");
        var first = Read(text, "execution-1");
        var second = Read(text, "execution-2");
        var again = Read(text.Replace("D189", "D190"));

        Assert.NotEqual(first.RunId, second.RunId);
        Assert.Equal(first.RunId, Read(text, "execution-1").RunId);
        Assert.Equal(first.LockKey, second.LockKey);
        Assert.NotEqual(first.RunId, again.RunId);
        Assert.NotEqual(first.LockKey, again.LockKey);
    }

    [Fact]
    public void A_key_is_taken_as_it_stands()
    {
        // EventBridge does not URL-encode keys, unlike S3's own notifications.
        Assert.Equal("a+b%20c", Read(Event.Replace("d/KEY", "a+b%20c/2026-02-28/traffic.done")).DoneFile?.Dataset);
    }

    [Theory]
    [InlineData("""{"pipeline":"traffic","exec_date":"2028-02-29"}""", "2028-02-29")]
    [InlineData("""{"pipeline":"traffic","year":2026,"month":1,"day":31}""", "2026-01-31")]
    [InlineData("""{"pipeline":"traffic","exec_date":"2026-01-31","AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID":"x"}""", "2026-01-31")]
    public void Input_with_a_date_is_a_manual_run(string input, string execDate)
    {
        var request = Read(input, "by-hand");

        Assert.Equal(execDate, ExecDate.Format(request.ExecDate));
        Assert.Equal(RunTrigger.Manual, request.Trigger);
        Assert.Null(request.DoneFile);
        Assert.Equal($"runs/traffic/{execDate}/by-hand.lock", request.LockKey);
        Assert.Equal(RunId.Of(Started, "by-hand"), request.RunId);
    }

    [Fact]
    public void Input_without_a_date_is_yesterday()
    {
        var request = Read("""{"pipeline":"traffic"}""");

        Assert.Equal(new LocalDate(2026, 2, 28), request.ExecDate);
        Assert.Equal(RunTrigger.Schedule, request.Trigger);
    }

    [Theory]
    [InlineData("""{"pipeline":"traffic","exec_date":"2026-01-31","to_date":"2026-01-31"}""", "2026-01-31", "2026-01-31")]
    [InlineData("""{"pipeline":"traffic","year":2025,"month":12,"day":31,"to_date":"2026-01-01"}""", "2025-12-31", "2026-01-01")]
    [InlineData("""{"pipeline":"traffic","to_date":"2026-02-28"}""", "2026-02-28", "2026-02-28")]
    public void To_date_ends_the_days_that_the_run_covers(string input, string execDate, string toDate)
    {
        var request = Read(input);

        Assert.Equal((execDate, toDate), (ExecDate.Format(request.ExecDate), ExecDate.Format(request.ToDate!.Value)));
    }

    private const string Forms = """Expected the event of a done-file, {"pipeline": "...", "exec_date": "yyyy-MM-dd"}, {"pipeline": "...", "year": 2026, "month": 11, "day": 21} or {"pipeline": "..."} (yesterday).""";

    [Theory]
    [InlineData("[]", "The execution's input is an array, not an object. " + Forms)]
    [InlineData("{}", "The execution's input has no 'pipeline'. " + Forms)]
    [InlineData("""{"pipeline":7}""", "The input's field 'pipeline' is 7. Expected text.")]
    [InlineData("""{"pipeline":"X"}""", "The input's field 'pipeline' is 'X', which is not a pipeline's name (lower-case letters, digits and underscores, a letter first, at most 64 characters).")]
    [InlineData("""{"pipeline":"x","execdate":"2026-01-01"}""", "The execution's input has a field 'execdate' that means nothing here. " + Forms)]
    [InlineData("""{"pipeline":"x","exec_date":"2026-02-30"}""", "The date in the input's field 'exec_date' is '2026-02-30', which is not a date that exists. Expected yyyy-MM-dd, such as 2026-02-28.")]
    [InlineData("""{"pipeline":"x","exec_date":null}""", "The input's field 'exec_date' is null. Expected text.")]
    [InlineData("""{"pipeline":"x","year":2026,"month":2,"day":30}""", "The date in the input's fields 'year', 'month', 'day' is '2026-02-30', which is not a date that exists. Expected yyyy-MM-dd, such as 2026-02-28.")]
    [InlineData("""{"pipeline":"x","year":2026,"month":2}""", "The execution's input has 'year' but no 'day'. " + Forms)]
    [InlineData("""{"pipeline":"x","year":"2026","month":2,"day":1}""", "The input's field 'year' is \"2026\". Expected a whole number.")]
    [InlineData("""{"pipeline":"x","exec_date":"2026-01-01","day":1}""", "The execution's input has both 'exec_date' and 'day'. " + Forms)]
    [InlineData("""{"pipeline":"x","exec_date":"2026-01-02","to_date":"2026-01-01"}""", "The input's field 'to_date' is 2026-01-01, before the run's exec_date 2026-01-02. Expected that day or a later one.")]
    [InlineData("""{"pipeline":"x","to_date":"2026-02-30"}""", "The date in the input's field 'to_date' is '2026-02-30', which is not a date that exists. Expected yyyy-MM-dd, such as 2026-02-28.")]
    [InlineData("""{"detail-type":"Object Deleted","detail":{}}""", "The execution's input is an event of detail-type 'Object Deleted'. " + Forms)]
    [InlineData("""{"detail-type":"Object Created","detail":{"object":{}}}""", "The execution's input has no 'detail.object.key'. " + Forms)]
    public void Other_input_is_refused(string input, string message)
    {
        Assert.Equal(message, Assert.Throws<RunRequestException>(() => Read(input)).Message);
    }

    [Fact]
    public void An_event_with_a_wrong_time_or_sequencer_is_refused()
    {
        var text = Event.Replace("KEY", "2026-02-28/traffic.done");

        Assert.Equal(
            "The event's time is 'today'. Expected a time such as 2026-11-21T06:15:30Z.",
            Assert.Throws<RunRequestException>(() => Read(text.Replace("2026-11-20T23:30:00Z", "today"))).Message);
        Assert.Equal(
            "The event's detail.object.sequencer is '../x'. Expected hexadecimal digits.",
            Assert.Throws<RunRequestException>(() => Read(text.Replace("00617F08299329D189", "../x"))).Message);
    }

    private static RunRequest Read(string json, string executionName = "execution")
    {
        using var document = JsonDocument.Parse(json);
        return RunRequest.Read(document.RootElement, executionName, Started);
    }
}
