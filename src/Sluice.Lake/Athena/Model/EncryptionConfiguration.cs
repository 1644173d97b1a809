namespace Sluice.Lake.Athena.Model;

/// <summary>How results are encrypted on AWS.</summary>
internal sealed record EncryptionConfiguration
{
    public string? EncryptionOption { get; init; }
    public string? KmsKey { get; init; }
}
