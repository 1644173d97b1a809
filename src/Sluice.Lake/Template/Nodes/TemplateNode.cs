namespace Sluice.Lake.Template.Nodes;

/// <summary>A value of a template, with the line it stands in. CloudFormation's short forms are already long: <c>!Ref X</c> is <c>{Ref: X}</c>.</summary>
internal abstract class TemplateNode(int line)
{
    /// <summary>The line, from one.</summary>
    public int Line { get; } = line;

    /// <summary>What it is, for error messages: <c>a list</c>.</summary>
    public abstract string Kind { get; }
}
