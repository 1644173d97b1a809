namespace Sluice.Lake.Secrets;

/// <summary>A tag of a secret.</summary>
public sealed record SecretTag(string Key, string? Value);
