namespace Sluice.Lake.Template.Nodes;

/// <summary>What stands in place of a value that could not be resolved: the problem is reported already, once.</summary>
internal sealed class UnresolvedNode(int line) : TemplateNode(line)
{
    /// <inheritdoc/>
    public override string Kind => "a value that could not be resolved";
}
