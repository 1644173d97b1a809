namespace Sluice.Lake.Athena.Model;

/// <summary>Where results go. Encryption and owner are kept and shown, and change nothing on one machine.</summary>
internal sealed record ResultConfiguration
{
    public string? OutputLocation { get; init; }
    public EncryptionConfiguration? EncryptionConfiguration { get; init; }
    public string? ExpectedBucketOwner { get; init; }
    public AclConfiguration? AclConfiguration { get; init; }
}
