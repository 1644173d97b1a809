using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Lake.Tests.Lambda;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Sluice.Lake.Tests.Lambda;

/// <summary>Functions for the tests, written as those of the project are.</summary>
[LambdaStartup]
public sealed class SampleStartup
{
    public void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton(new Greeting(Environment.GetEnvironmentVariable("GREETING") ?? "no greeting"));
        services.AddSingleton(new Endpoint(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")));
        services.AddScoped<Counter>();
    }
}

public sealed record Greeting(string Text);

public sealed record Endpoint(string? Url);

public sealed class Counter
{
    public int Count { get; set; }
}

public sealed record GreetEvent
{
    public required string Name { get; init; }
}

public sealed record GreetResult(string Message, string? Endpoint, int Count, string FunctionName, string RequestId);

public sealed class Greet(Greeting greeting, Endpoint endpoint)
{
    [LambdaFunction(ResourceName = "GreetFunction")]
    public async Task<GreetResult> Handle(GreetEvent input, [FromServices] Counter counter, ILambdaContext context)
    {
        await Task.Yield();
        Console.WriteLine($"greeting {input.Name}");
        context.Logger.LogLine("logged");
        counter.Count++;
        return new GreetResult($"{greeting.Text}, {input.Name}", endpoint.Url, counter.Count, context.FunctionName, context.AwsRequestId);
    }
}

public sealed class NoSuchPipelineException(string message, Exception inner) : Exception(message, inner);

public sealed record LingerEvent
{
    public required string Marker { get; init; }
}

/// <summary>The first time, holds on to the lake until it goes away, and fails then; after that, is done at once.</summary>
public sealed class Linger(Endpoint endpoint)
{
    public async Task<string> Handle(LingerEvent input)
    {
        if (File.Exists(input.Marker))
        {
            return "done";
        }

        using var http = new HttpClient();
        using var stream = await http.GetStreamAsync($"{endpoint.Url}/_sluice/events");
        await File.WriteAllTextAsync(input.Marker, "");
        await stream.CopyToAsync(Stream.Null);
        throw new IOException("the lake went away");
    }
}

/// <summary>Plain handlers, without annotations.</summary>
public static class PlainFunctions
{
    public static string Upper(string text) => text.ToUpperInvariant();

    public static void Nothing(GreetEvent input) => ArgumentNullException.ThrowIfNull(input);

    public static string Large(int bytes) => new('x', bytes);

    public static void Fail(GreetEvent input) =>
        throw new NoSuchPipelineException($"there is no pipeline {input.Name}", new InvalidOperationException("inner"));

    public static async Task Hang(GreetEvent input) => await new TaskCompletionSource<string>(input.Name).Task;
}
