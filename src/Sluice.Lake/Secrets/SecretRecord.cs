namespace Sluice.Lake.Secrets;

/// <summary>A secret, as the journal keeps it. Replaced whole at each change.</summary>
internal sealed record SecretRecord
{
    /// <summary>The staging label of the value that is read unless another is asked for.</summary>
    internal const string CurrentStage = "AWSCURRENT";

    /// <summary>The staging label of the value before.</summary>
    internal const string PreviousStage = "AWSPREVIOUS";

    public required string Name { get; init; }

    public required string Arn { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<SecretTag>? Tags { get; init; }

    public required DateTimeOffset CreatedDate { get; init; }

    public required DateTimeOffset LastChangedDate { get; init; }

    /// <summary>The value; null until it is given one.</summary>
    public SecretVersion? Current { get; init; }

    /// <summary>The value before.</summary>
    public SecretVersion? Previous { get; init; }

    /// <summary>Whether this is the journal's mark that the secret was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>The versions that there are, with their staging labels.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Stages()
    {
        var stages = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (Previous is { } previous)
        {
            stages[previous.Id] = [PreviousStage];
        }

        if (Current is { } current)
        {
            stages[current.Id] = [CurrentStage];
        }

        return stages;
    }

    /// <summary>Never the values.</summary>
    public override string ToString() => $"secret {Name}";
}
