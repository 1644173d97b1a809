using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>One step of a JSONPath.</summary>
internal abstract record PathSegment
{
    /// <summary>Whether it finds at most one node, so that the path's value is that node and not an array.</summary>
    public abstract bool IsDefinite { get; }

    /// <summary>The nodes that this step leads to, in document order.</summary>
    /// <param name="node">From where; null is JSON's null.</param>
    /// <param name="root">What <c>$</c> means inside a filter.</param>
    public abstract IEnumerable<JsonNode?> Select(JsonNode? node, JsonNode? root);

    /// <summary>The values of an object or array.</summary>
    protected static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonObject map => map.Select(static member => member.Value),
        JsonArray array => array,
        _ => [],
    };
}

/// <summary><c>.name</c>, <c>['name']</c>, <c>['a','b']</c>.</summary>
internal sealed record NameSegment(IReadOnlyList<string> Names) : PathSegment
{
    public override bool IsDefinite => Names.Count == 1;

    public override IEnumerable<JsonNode?> Select(JsonNode? node, JsonNode? root)
    {
        if (node is JsonObject map)
        {
            foreach (var name in Names)
            {
                if (map.TryGetPropertyValue(name, out var value))
                {
                    yield return value;
                }
            }
        }
    }
}

/// <summary><c>[0]</c>, <c>[-1]</c>, <c>[0,2]</c>.</summary>
internal sealed record IndexSegment(IReadOnlyList<int> Indexes) : PathSegment
{
    public override bool IsDefinite => Indexes.Count == 1;

    public override IEnumerable<JsonNode?> Select(JsonNode? node, JsonNode? root)
    {
        if (node is JsonArray array)
        {
            foreach (var index in Indexes)
            {
                var position = index < 0 ? array.Count + index : index;
                if (position >= 0 && position < array.Count)
                {
                    yield return array[position];
                }
            }
        }
    }
}

/// <summary><c>[start:end:step]</c>; negative bounds count from the end.</summary>
internal sealed record SliceSegment(int? Start, int? End, int Step) : PathSegment
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonNode?> Select(JsonNode? node, JsonNode? root)
    {
        if (node is not JsonArray array)
        {
            yield break;
        }

        var start = Bound(Start ?? 0, array.Count);
        var end = Bound(End ?? array.Count, array.Count);
        for (var index = start; index < end; index += Step)
        {
            yield return array[index];
        }
    }

    private static int Bound(int value, int count) => Math.Clamp(value < 0 ? value + count : value, 0, count);
}

/// <summary><c>.*</c>, <c>[*]</c>.</summary>
internal sealed record WildcardSegment : PathSegment
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonNode?> Select(JsonNode? node, JsonNode? root) => Children(node);
}

/// <summary><c>..</c> before another step: from the node and everything below it.</summary>
internal sealed record DescendantSegment(PathSegment Inner) : PathSegment
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonNode?> Select(JsonNode? node, JsonNode? root) =>
        Inner.Select(node, root).Concat(Children(node).SelectMany(child => Select(child, root)));
}

/// <summary><c>[?(@.price &lt; 10)]</c>.</summary>
internal sealed record FilterSegment(PathFilter Filter) : PathSegment
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonNode?> Select(JsonNode? node, JsonNode? root) =>
        Children(node).Where(child => Filter.Matches(child, root));
}
