using System.Text;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Sluice.AwsSubset.Tests.Amazon.Lambda.Serialization.SystemTextJson;

public sealed class DefaultLambdaJsonSerializerTests
{
    private readonly DefaultLambdaJsonSerializer _serializer = new();

    [Fact]
    public void Names_are_written_as_declared_and_nulls_left_out()
    {
        Assert.Equal(
            """{"ExecDate":"1996-01-01","run_id":"a<b>é"}""",
            Serialize(new Event { ExecDate = "1996-01-01", run_id = "a<b>é" }));
    }

    [Fact]
    public void Case_does_not_matter_on_input_and_unknown_names_are_ignored()
    {
        var read = Deserialize<Event>("""{"execdate":"1996-01-01","RUN_ID":"r","more":[1]}""");

        Assert.Equal("1996-01-01", read.ExecDate);
        Assert.Equal("r", read.run_id);
    }

    [Theory]
    [InlineData("1700000000")]
    [InlineData("1700000000.0")]
    [InlineData("\"2023-11-14T22:13:20Z\"")]
    public void Dates_are_text_or_epoch_seconds(string json) =>
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc), Deserialize<DateTime>(json));

    [Fact]
    public void An_event_of_another_shape_is_an_error_that_names_the_type()
    {
        var error = Assert.Throws<JsonSerializerException>(() => Deserialize<Event>("[1]"));

        Assert.StartsWith(
            "Error converting the Lambda event JSON payload to type " + typeof(Event).FullName + ": ", error.Message);
    }

    [Fact]
    public void The_options_can_be_customized()
    {
        var serializer = new DefaultLambdaJsonSerializer(options =>
            options.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower);
        using var written = new MemoryStream();

        serializer.Serialize(new Event { ExecDate = "1996-01-01" }, written);

        Assert.Equal("""{"exec_date":"1996-01-01"}""", Encoding.UTF8.GetString(written.ToArray()));
    }

    private string Serialize<T>(T value)
    {
        using var stream = new MemoryStream();
        _serializer.Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private T Deserialize<T>(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return _serializer.Deserialize<T>(stream);
    }

    private sealed class Event
    {
        public string? ExecDate { get; set; }

        public string? run_id { get; set; }

        public string? Absent { get; set; }
    }
}
