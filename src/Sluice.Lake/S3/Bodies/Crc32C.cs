using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Sluice.Lake.S3.Bodies;

/// <summary>CRC-32C (Castagnoli), for which processors have an instruction.</summary>
internal sealed class Crc32C : Checksum
{
    private uint state = uint.MaxValue;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        var current = state;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            current = BitOperations.Crc32C(current, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var single in bytes[(words.Length * sizeof(ulong))..])
        {
            current = BitOperations.Crc32C(current, single);
        }

        state = current;
    }

    public override byte[] Finish()
    {
        var value = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, ~state);
        return value;
    }
}
