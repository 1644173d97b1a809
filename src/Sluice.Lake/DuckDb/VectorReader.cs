using System.Buffers.Binary;
using System.Text;

namespace Sluice.Lake.DuckDb;

/// <summary>
/// Reads one vector of a data chunk, by DuckDB's documented memory layout
/// (<see href="https://duckdb.org/docs/stable/clients/c/vector"/>).
/// </summary>
internal sealed unsafe class VectorReader
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;
    private const long SecondsPerDay = 86_400;
    private static readonly int FirstDay = (int)(DateTime.MinValue - DateTime.UnixEpoch).TotalDays;
    private static readonly int LastDay = (int)(DateTime.MaxValue.Date - DateTime.UnixEpoch).TotalDays;
    private readonly DuckDbType type;
    private readonly byte* data;
    private readonly ulong* validity;
    private readonly VectorReader[] children;

    internal VectorReader(nint vector, DuckDbType type)
    {
        this.type = type;
        data = (byte*)NativeMethods.VectorData(vector);
        validity = NativeMethods.VectorValidity(vector);
        children = type.Id switch
        {
            DuckDbTypeId.List => [new VectorReader(NativeMethods.ListVectorChild(vector), type.Children[0].Type)],
            DuckDbTypeId.Array => [new VectorReader(NativeMethods.ArrayVectorChild(vector), type.Children[0].Type)],
            // A map is a list of struct(key, value).
            DuckDbTypeId.Map => MapChildren(NativeMethods.ListVectorChild(vector), type),
            DuckDbTypeId.Struct => type.Children
                .Select((field, index) => new VectorReader(NativeMethods.StructVectorChild(vector, (ulong)index), field.Type))
                .ToArray(),
            _ => [],
        };
    }

    /// <summary>
    /// The value in a row: null, bool, an integer type, <see cref="Int128"/>, float, double, <see cref="DuckDbDecimal"/>,
    /// string, byte[], <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTime"/> (no zone),
    /// <see cref="DateTimeOffset"/> (UTC), <see cref="DuckDbFarDate"/> and <see cref="DuckDbFarTimestamp"/> for what those do not
    /// hold, <see cref="DuckDbInterval"/>, <see cref="Guid"/>, <c>object?[]</c> for lists and
    /// structs, <c>KeyValuePair&lt;object, object?&gt;[]</c> for maps.
    /// </summary>
    internal object? Read(ulong row)
    {
        if (validity != null && (validity[row / 64] & (1UL << (int)(row % 64))) == 0)
        {
            return null;
        }

        return type.Id switch
        {
            DuckDbTypeId.Boolean => data[row] != 0,
            DuckDbTypeId.TinyInt => ((sbyte*)data)[row],
            DuckDbTypeId.SmallInt => ((short*)data)[row],
            DuckDbTypeId.Integer => ((int*)data)[row],
            DuckDbTypeId.BigInt => ((long*)data)[row],
            DuckDbTypeId.UTinyInt => data[row],
            DuckDbTypeId.USmallInt => ((ushort*)data)[row],
            DuckDbTypeId.UInteger => ((uint*)data)[row],
            DuckDbTypeId.UBigInt => ((ulong*)data)[row],
            DuckDbTypeId.HugeInt => ((Int128*)data)[row],
            DuckDbTypeId.UHugeInt => ((UInt128*)data)[row],
            DuckDbTypeId.Float => ((float*)data)[row],
            DuckDbTypeId.Double => ((double*)data)[row],
            DuckDbTypeId.Decimal => ReadDecimal(row),
            DuckDbTypeId.Varchar => Encoding.UTF8.GetString(Bytes(row)),
            DuckDbTypeId.Blob => Bytes(row).ToArray(),
            DuckDbTypeId.Date => Date(((int*)data)[row]),
            DuckDbTypeId.Time => new TimeOnly(((long*)data)[row] * TicksPerMicrosecond),
            DuckDbTypeId.Timestamp => Local(((long*)data)[row], 1_000_000),
            DuckDbTypeId.TimestampSeconds => Local(((long*)data)[row], 1),
            DuckDbTypeId.TimestampMilliseconds => Local(((long*)data)[row], 1_000),
            DuckDbTypeId.TimestampNanoseconds => Local(((long*)data)[row], 1_000_000_000),
            DuckDbTypeId.TimestampTz => Zoned(Local(((long*)data)[row], 1_000_000)),
            DuckDbTypeId.Interval => ReadInterval(row),
            DuckDbTypeId.Uuid => ReadUuid(row),
            DuckDbTypeId.List => ReadList(row),
            DuckDbTypeId.Array => ReadArray(row),
            DuckDbTypeId.Map => ReadMap(row),
            DuckDbTypeId.Struct => Array.ConvertAll(children, child => child.Read(row)),
            DuckDbTypeId.SqlNull => null,
            _ => throw new NotSupportedException(
                $"A result column of DuckDB type {type.Id} cannot be read: cast it in the statement."),
        };
    }

    private static VectorReader[] MapChildren(nint entries, DuckDbType type) =>
    [
        new VectorReader(NativeMethods.StructVectorChild(entries, 0), type.Children[0].Type),
        new VectorReader(NativeMethods.StructVectorChild(entries, 1), type.Children[1].Type),
    ];

    private static object Date(int day) => day >= FirstDay && day <= LastDay
        ? DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day))
        : new DuckDbFarDate(day);

    /// <summary>A timestamp without zone, from its units since 1970.</summary>
    private static object Local(long value, long unitsPerSecond)
    {
        var (day, rest) = Math.DivRem(value, unitsPerSecond * SecondsPerDay);
        if (rest < 0)
        {
            (day, rest) = (day - 1, rest + (unitsPerSecond * SecondsPerDay));
        }

        var time = TimeSpan.FromTicks((long)((Int128)rest * TimeSpan.TicksPerSecond / unitsPerSecond));
        return day >= FirstDay && day <= LastDay
            ? DateTime.SpecifyKind(DateTime.UnixEpoch.AddDays(day) + time, DateTimeKind.Unspecified)
            : new DuckDbFarTimestamp(new DuckDbFarDate(day), TimeOnly.FromTimeSpan(time));
    }

    private static object Zoned(object moment) => moment is DateTime near ? new DateTimeOffset(near, TimeSpan.Zero) : moment;

    /// <summary>A <c>duckdb_string_t</c>: 12 bytes or fewer inline, else a pointer after the four-byte prefix.</summary>
    private ReadOnlySpan<byte> Bytes(ulong row)
    {
        var value = data + (row * 16);
        var length = *(int*)value;
        return length <= 12 ? new ReadOnlySpan<byte>(value + 4, length) : new ReadOnlySpan<byte>(*(byte**)(value + 8), length);
    }

    private DuckDbDecimal ReadDecimal(ulong row) => new(
        type.Precision switch
        {
            <= 4 => ((short*)data)[row],
            <= 9 => ((int*)data)[row],
            <= 18 => ((long*)data)[row],
            _ => ((Int128*)data)[row],
        },
        type.Scale);

    private DuckDbInterval ReadInterval(ulong row)
    {
        var value = data + (row * 16);
        return new DuckDbInterval(*(int*)value, *(int*)(value + 4), *(long*)(value + 8));
    }

    /// <summary>A UUID is a hugeint whose top bit is flipped, so that it sorts as text does.</summary>
    private Guid ReadUuid(ulong row)
    {
        var value = ((UInt128*)data)[row] ^ (UInt128.One << 127);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new Guid(bytes, bigEndian: true);
    }

    private object?[] ReadList(ulong row)
    {
        var (offset, length) = (((ulong*)data)[row * 2], ((ulong*)data)[(row * 2) + 1]);
        var items = new object?[length];
        for (var index = 0UL; index < length; index++)
        {
            items[index] = children[0].Read(offset + index);
        }

        return items;
    }

    private object?[] ReadArray(ulong row)
    {
        var items = new object?[type.ArraySize];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = children[0].Read((row * (ulong)type.ArraySize) + (ulong)index);
        }

        return items;
    }

    private KeyValuePair<object, object?>[] ReadMap(ulong row)
    {
        var (offset, length) = (((ulong*)data)[row * 2], ((ulong*)data)[(row * 2) + 1]);
        var entries = new KeyValuePair<object, object?>[length];
        for (var index = 0UL; index < length; index++)
        {
            // A map's key is never null.
            entries[index] = new(children[0].Read(offset + index)!, children[1].Read(offset + index));
        }

        return entries;
    }
}
