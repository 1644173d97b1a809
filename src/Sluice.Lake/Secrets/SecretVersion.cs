namespace Sluice.Lake.Secrets;

/// <summary>One value that a secret has or had.</summary>
internal sealed record SecretVersion
{
    public required string Id { get; init; }

    public string? SecretString { get; init; }

    public byte[]? SecretBinary { get; init; }

    public required DateTimeOffset CreatedDate { get; init; }

    /// <summary>Whether another version has the same value.</summary>
    internal bool SameValue(SecretVersion other) =>
        SecretString == other.SecretString && (SecretBinary ?? []).AsSpan().SequenceEqual(other.SecretBinary ?? []);

    /// <summary>Never the value: a record's own text would show it wherever one is written to a log.</summary>
    public override string ToString() => $"version {Id}";
}
