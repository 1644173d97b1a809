namespace Sluice.Lake.Glue.Crawlers;

/// <summary>Whether a crawler uses Lake Formation's credentials. The lake has none: only <c>false</c> is accepted.</summary>
public sealed record LakeFormationConfiguration
{
    /// <summary><c>false</c>.</summary>
    public bool? UseLakeFormationCredentials { get; init; }

    /// <summary>The account of the data; empty or this one.</summary>
    public string? AccountId { get; init; }
}
