using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>A condition inside <c>[?( … )]</c>.</summary>
internal abstract record PathFilter
{
    /// <summary>Whether it holds for a node.</summary>
    /// <param name="node">What <c>@</c> is.</param>
    /// <param name="root">What <c>$</c> is.</param>
    public abstract bool Matches(JsonNode? node, JsonNode? root);
}

/// <summary><c>a &amp;&amp; b</c>, <c>a || b</c>.</summary>
internal sealed record JoinedFilter(PathFilter Left, PathFilter Right, bool IsAnd) : PathFilter
{
    public override bool Matches(JsonNode? node, JsonNode? root) => IsAnd
        ? Left.Matches(node, root) && Right.Matches(node, root)
        : Left.Matches(node, root) || Right.Matches(node, root);
}

/// <summary><c>!a</c>.</summary>
internal sealed record NegatedFilter(PathFilter Inner) : PathFilter
{
    public override bool Matches(JsonNode? node, JsonNode? root) => !Inner.Matches(node, root);
}

/// <summary><c>@.a</c>: there is such a node.</summary>
internal sealed record ExistsFilter(FilterOperand Operand) : PathFilter
{
    public override bool Matches(JsonNode? node, JsonNode? root) => Operand.Find(node, root).Count > 0;
}

/// <summary><c>@.a == 'x'</c> and the other comparisons; values of different kinds are never equal, ordered or less.</summary>
internal sealed record ComparisonFilter(FilterOperand Left, string Operator, FilterOperand Right) : PathFilter
{
    public override bool Matches(JsonNode? node, JsonNode? root)
    {
        var (left, right) = (Left.Find(node, root), Right.Find(node, root));
        if (left.Count != 1 || right.Count != 1)
        {
            return Operator == "!=" && left.Count != right.Count;
        }

        var (a, b) = (left[0], right[0]);
        if (Operator is "==" or "!=")
        {
            return JsonNode.DeepEquals(a, b) == (Operator == "==");
        }

        int order;
        if (JsonText.Kind(a) == JsonValueKind.Number && JsonText.Kind(b) == JsonValueKind.Number)
        {
            order = ExactNumber.Compare(a!, b!); // of kind Number, so neither is null
        }
        else if (JsonText.AsString(a) is { } text && JsonText.AsString(b) is { } other)
        {
            order = string.CompareOrdinal(text, other);
        }
        else
        {
            return false;
        }

        return Operator switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => throw new InvalidOperationException($"No comparison is written '{Operator}'."),
        };
    }
}

/// <summary>A side of a comparison: a literal (as JSON text, since nodes are not shared between threads), or a path from <c>@</c> or <c>$</c>.</summary>
internal sealed record FilterOperand(string? Literal, bool FromRoot, IReadOnlyList<PathSegment> Segments)
{
    public IReadOnlyList<JsonNode?> Find(JsonNode? node, JsonNode? root)
    {
        if (Literal is not null)
        {
            return [JsonText.Parse(Literal)];
        }

        IEnumerable<JsonNode?> found = [FromRoot ? root : node];
        foreach (var segment in Segments)
        {
            found = found.SelectMany(each => segment.Select(each, root));
        }

        return found.ToList();
    }
}
