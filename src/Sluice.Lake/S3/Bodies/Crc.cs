using System.Buffers.Binary;

namespace Sluice.Lake.S3.Bodies;

/// <summary>A reflected CRC of up to 64 bits, eight bytes a step by eight tables ("slicing-by-8").</summary>
internal sealed class Crc(Crc.Definition definition) : Checksum
{
    private ulong state = definition.Mask;

    /// <summary>CRC-32 as in Ethernet and zip.</summary>
    public static Definition Ieee { get; } = new(0xEDB88320, sizeof(uint));

    /// <summary>CRC-64/NVME.</summary>
    public static Definition Nvme { get; } = new(0x9A6C9329AC4BC9B5, sizeof(ulong));

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        var tables = definition.Tables;
        var current = state;
        while (bytes.Length >= sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ current;
            current = tables[(7 * 256) + (byte)(word & 0xFF)]
                ^ tables[(6 * 256) + (byte)((word >> 8) & 0xFF)]
                ^ tables[(5 * 256) + (byte)((word >> 16) & 0xFF)]
                ^ tables[(4 * 256) + (byte)((word >> 24) & 0xFF)]
                ^ tables[(3 * 256) + (byte)((word >> 32) & 0xFF)]
                ^ tables[(2 * 256) + (byte)((word >> 40) & 0xFF)]
                ^ tables[(1 * 256) + (byte)((word >> 48) & 0xFF)]
                ^ tables[(byte)(word >> 56)];
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var single in bytes)
        {
            current = (current >> 8) ^ tables[(byte)((current ^ single) & 0xFF)];
        }

        state = current;
    }

    public override byte[] Finish()
    {
        var value = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(value, state ^ definition.Mask);
        return value[^definition.Bytes..];
    }

    /// <summary>A polynomial, bits reversed, and what follows from it.</summary>
    internal sealed class Definition(ulong polynomial, int bytes)
    {
        private readonly Lazy<ulong[]> tables = new(() => MakeTables(polynomial));

        public int Bytes { get; } = bytes;

        public ulong Mask { get; } = ulong.MaxValue >> (64 - (8 * bytes));

        public ulong[] Tables => tables.Value;

        private static ulong[] MakeTables(ulong polynomial)
        {
            var made = new ulong[8 * 256];
            for (var index = 0; index < 256; index++)
            {
                var value = (ulong)index;
                for (var bit = 0; bit < 8; bit++)
                {
                    value = (value >> 1) ^ ((value & 1) == 0 ? 0 : polynomial);
                }

                made[index] = value;
            }

            for (var index = 256; index < made.Length; index++)
            {
                made[index] = (made[index - 256] >> 8) ^ made[(int)(made[index - 256] & 0xFF)];
            }

            return made;
        }
    }
}
