using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>A resource as it is written: its properties are not resolved yet.</summary>
internal sealed record ResourceDeclaration(string LogicalId, string Type, MapNode Properties, string? Condition, int Line);
