using System.Runtime.InteropServices;

namespace Sluice.Lake.DuckDb;

/// <summary>A column's type, nested types included.</summary>
public sealed class DuckDbType
{
    /// <summary>Which type.</summary>
    public required DuckDbTypeId Id { get; init; }

    /// <summary>Digits of a DECIMAL, else 0.</summary>
    public int Precision { get; init; }

    /// <summary>Digits after the point of a DECIMAL, else 0.</summary>
    public int Scale { get; init; }

    /// <summary>Elements of a fixed-size ARRAY, else 0.</summary>
    public int ArraySize { get; init; }

    /// <summary>LIST, ARRAY: the element. MAP: key and value. STRUCT: its fields. Else empty.</summary>
    public IReadOnlyList<DuckDbField> Children { get; init; } = [];

    /// <summary>Reads and destroys a native logical type.</summary>
    internal static DuckDbType Take(nint handle)
    {
        try
        {
            var id = NativeMethods.TypeId(handle);
            return id switch
            {
                DuckDbTypeId.Decimal => new DuckDbType
                {
                    Id = id,
                    Precision = NativeMethods.DecimalWidth(handle),
                    Scale = NativeMethods.DecimalScale(handle),
                },
                DuckDbTypeId.List => new DuckDbType
                {
                    Id = id,
                    Children = [new DuckDbField("element", Take(NativeMethods.ListChildType(handle)))],
                },
                DuckDbTypeId.Array => new DuckDbType
                {
                    Id = id,
                    ArraySize = (int)NativeMethods.ArraySize(handle),
                    Children = [new DuckDbField("element", Take(NativeMethods.ArrayChildType(handle)))],
                },
                DuckDbTypeId.Map => new DuckDbType
                {
                    Id = id,
                    Children =
                    [
                        new DuckDbField("key", Take(NativeMethods.MapKeyType(handle))),
                        new DuckDbField("value", Take(NativeMethods.MapValueType(handle))),
                    ],
                },
                DuckDbTypeId.Struct => new DuckDbType { Id = id, Children = Fields(handle) },
                _ => new DuckDbType { Id = id },
            };
        }
        finally
        {
            NativeMethods.DestroyLogicalType(ref handle);
        }
    }

    private static List<DuckDbField> Fields(nint handle)
    {
        var fields = new List<DuckDbField>();
        var count = NativeMethods.StructChildCount(handle);
        for (var index = 0UL; index < count; index++)
        {
            var name = NativeMethods.StructChildName(handle, index);
            fields.Add(new DuckDbField(
                Marshal.PtrToStringUTF8(name)!, // a struct's field always has a name
                Take(NativeMethods.StructChildType(handle, index))));
            NativeMethods.Free(name);
        }

        return fields;
    }
}
