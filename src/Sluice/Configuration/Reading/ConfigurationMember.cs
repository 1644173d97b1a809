namespace Sluice.Configuration.Reading;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The name's line, from 1.</param>
/// <param name="Value">Its value.</param>
internal sealed record ConfigurationMember(string Name, int Line, ConfigurationNode Value);
