using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Integrations;

namespace Sluice.Lake.Tests.StepFunctions.Integrations;

/// <summary>Timestamps in the results of tasks are known by name only, so every name has to be known.</summary>
public sealed class TimestampTests
{
    [Theory]
    [InlineData("Sluice.Lake.Athena.")]
    [InlineData("Sluice.Lake.Glue.")]
    public void Every_timestamp_of_an_answer_becomes_text(string service)
    {
        var names = typeof(JsonService).Assembly.GetTypes()
            .Where(type => type.FullName!.StartsWith(service, StringComparison.Ordinal) && !type.IsAbstract)
            .Select(Response)
            .OfType<Type>()
            .SelectMany(static response => Timestamps(response, []))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(names);

        var converted = (JsonObject)SdkValues.WithIsoTimestamps(new JsonObject(names.Select(static name => KeyValuePair.Create(name, (JsonNode?)1.5m))))!;
        Assert.Equal([], names.Where(name => converted[name]!.GetValueKind() != JsonValueKind.String));
    }

    private static Type? Response(Type? operation)
    {
        for (; operation is not null; operation = operation.BaseType)
        {
            if (operation.IsGenericType && operation.GetGenericTypeDefinition() == typeof(JsonOperation<,>))
            {
                return operation.GetGenericArguments()[1];
            }
        }

        return null;
    }

    private static IEnumerable<string> Timestamps(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            yield break;
        }

        foreach (var inner in typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType ? type.GetGenericArguments() : [])
        {
            foreach (var name in Timestamps(inner, seen))
            {
                yield return name;
            }
        }

        foreach (var property in type.Namespace?.StartsWith("Sluice.", StringComparison.Ordinal) == true ? type.GetProperties() : [])
        {
            var member = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            foreach (var name in member == typeof(DateTimeOffset) ? [property.Name] : Timestamps(member, seen))
            {
                yield return name;
            }
        }
    }
}
