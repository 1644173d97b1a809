namespace Sluice.Lake.Template.Nodes;

/// <summary>Text. A plain one, without quotes, may stand for a number, a boolean or null.</summary>
internal sealed class ScalarNode(string text, bool isPlain, int line) : TemplateNode(line)
{
    /// <summary>The text, unquoted.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it was written without quotes.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <inheritdoc/>
    public override string Kind => $"'{Text}'";
}
