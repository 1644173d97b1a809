using System.Diagnostics.CodeAnalysis;

namespace Sluice.Lake.Template.Nodes;

/// <summary>A mapping, its keys in the order in which they were written.</summary>
internal sealed class MapNode(OrderedDictionary<string, TemplateNode> entries, int line) : TemplateNode(line)
{
    /// <summary>Its entries.</summary>
    public OrderedDictionary<string, TemplateNode> Entries { get; } = entries;

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <summary>The value of a key, or null.</summary>
    public TemplateNode? Find(string key) => Entries.GetValueOrDefault(key);

    /// <summary>Whether this is a call of an intrinsic function, <c>{Ref: X}</c> or <c>{"Fn::Sub": …}</c>, and which.</summary>
    public bool IsIntrinsic([NotNullWhen(true)] out string? function, [NotNullWhen(true)] out TemplateNode? argument)
    {
        (function, argument) = (null, null);
        if (Entries.Count != 1)
        {
            return false;
        }

        var (key, value) = Entries.GetAt(0);
        if (key != "Ref" && !key.StartsWith("Fn::", StringComparison.Ordinal))
        {
            return false;
        }

        (function, argument) = (key, value);
        return true;
    }
}
