namespace Sluice.Lake.S3.Bodies;

/// <summary>A checksum while its bytes go by.</summary>
internal abstract class Checksum : IDisposable
{
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The value, most significant byte first.</summary>
    public abstract byte[] Finish();

    public virtual void Dispose()
    {
    }
}
