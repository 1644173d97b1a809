namespace Sluice.Lake.Athena.Model;

/// <summary>The canned ACL of result objects on AWS.</summary>
internal sealed record AclConfiguration
{
    public string? S3AclOption { get; init; }
}
