namespace Sluice.Lake.Template.Nodes;

/// <summary>A list.</summary>
internal sealed class ListNode(IReadOnlyList<TemplateNode> items, int line) : TemplateNode(line)
{
    /// <summary>Its items.</summary>
    public IReadOnlyList<TemplateNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Kind => "a list";
}
