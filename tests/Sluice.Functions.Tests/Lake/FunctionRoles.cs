using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Functions.Tests.Template;
using Sluice.Lake.Hosting;

namespace Sluice.Functions.Tests.Lake;

/// <summary>The functions' policies in template.yaml.</summary>
internal static class FunctionRoles
{
    /// <summary>Whether the policies of a function allow what it asked for.</summary>
    public static bool Allows(FunctionCall call) => ReadTemplate.Value.Functions.Single(function => function.Name == call.Function).Policies!.AsArray()
        .SelectMany(static policy => policy!["Statement"]!.AsArray())
        .Any(statement => Texts(statement!["Action"]).Contains(call.Action) && Covers(statement, call) && Holds(statement["Condition"], call));

    /// <summary>Fails with all that they do not allow.</summary>
    public static void AssertAllow(IEnumerable<FunctionCall> calls)
    {
        var denied = calls.Where(static call => !Allows(call)).Select(static call => call.ToString()).ToList();
        Assert.True(denied.Count == 0, $"Their roles in template.yaml do not allow:\n{string.Join('\n', denied)}");
    }

    // The keys of a DeleteObjects are in its body: a resource that ends with a slash stands for objects of the bucket.
    private static bool Covers(JsonNode statement, FunctionCall call) => Texts(statement["Resource"]).Any(pattern =>
        Matches(pattern, call.Resource)
        || (call.Resource.StartsWith("arn:aws:s3", StringComparison.Ordinal) && call.Resource.EndsWith('/') && pattern.StartsWith(call.Resource, StringComparison.Ordinal)));

    private static bool Holds(JsonNode? condition, FunctionCall call) =>
        condition?["StringLike"]?["s3:prefix"] is not { } prefixes || (call.Prefix is { } prefix && Texts(prefixes).Any(pattern => Matches(pattern, prefix)));

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$", RegexOptions.Singleline);

    private static IReadOnlyList<string> Texts(JsonNode? node) => node is JsonArray list ? [.. list.Select(static item => (string)item!)] : [(string)node!];
}
