using System.Text.Json;
using Amazon.Lambda.Serialization.SystemTextJson;
using NodaTime;
using Sluice.Functions.Contracts;
using Sluice.Runs;

namespace Sluice.Functions.Tests.Events;

/// <summary>events/: a sample for each function. Together they are one run, which can be invoked step by step.</summary>
public sealed class SampleEventsTests
{
    public static TheoryData<string> Functions => [.. DeclaredFunction.All.Select(static function => function.Class.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Event_IsTheFunctionsInput(string name)
    {
        var function = DeclaredFunction.All.Single(function => function.Class.Name == name);
        using var file = File.OpenRead(RepositoryFiles.At("events", $"{name}.json"));
        var deserialize = typeof(DefaultLambdaJsonSerializer).GetMethod("Deserialize")!.MakeGenericMethod(function.Input);
        Assert.IsType(function.Input, deserialize.Invoke(new DefaultLambdaJsonSerializer(), [file]));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Event_HasNoFieldThatTheFunctionDoesNotKnow(string name)
    {
        var function = DeclaredFunction.All.Single(function => function.Class.Name == name);
        var strict = new JsonSerializerOptions { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
        Assert.NotNull(JsonSerializer.Deserialize(Text(name), function.Input, strict));
    }

    [Fact]
    public void EveryFile_BelongsToAFunction_OrIsTheDoneFile() => Assert.Equal(
        DeclaredFunction.All.Select(static function => function.Class.Name).Append("done-file").Order(StringComparer.Ordinal),
        Directory.GetFiles(RepositoryFiles.At("events")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void ReadSetupEvent_IsTheDoneFileEvent() => Assert.True(JsonElement.DeepEquals(
        JsonSerializer.Deserialize<JsonElement>(Text("done-file")),
        JsonSerializer.Deserialize<ReadSetupInput>(Text("ReadSetup"))!.Event));

    [Fact]
    public void Events_AreOfTheRunThatTheDoneFileStarts()
    {
        var setup = JsonSerializer.Deserialize<ReadSetupInput>(Text("ReadSetup"))!;
        var request = RunRequest.Read(setup.Event, setup.ExecutionName, Instant.FromUnixTimeSeconds(0));
        Assert.All(DeclaredFunction.All.Where(static function => function.Input.IsAssignableTo(typeof(RunInput))), function =>
        {
            var input = JsonSerializer.Deserialize<RunInput>(Text(function.Class.Name))!;
            Assert.Equal(request.Pipeline, input.Pipeline);
            Assert.Equal(ExecDate.Format(request.ExecDate), input.ExecDate);
            Assert.Equal(request.RunId, input.RunId);
            Assert.Equal(request.Keys.Plan, input.PlanKey);
        });
    }

    [Fact]
    public void CloseExecutionEvent_IsOfTheExecutionOfReadSetup()
    {
        var setup = JsonSerializer.Deserialize<ReadSetupInput>(Text("ReadSetup"))!;
        var close = JsonSerializer.Deserialize<CloseExecutionInput>(Text("CloseExecution"))!;
        Assert.Equal((setup.ExecutionArn, setup.ExecutionName), (close.ExecutionArn, close.Name));
        Assert.True(JsonElement.DeepEquals(setup.Event, JsonSerializer.Deserialize<JsonElement>(close.Input!)));
    }

    private static string Text(string name) => File.ReadAllText(RepositoryFiles.At("events", $"{name}.json"));
}
