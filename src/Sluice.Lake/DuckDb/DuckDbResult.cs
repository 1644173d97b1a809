using System.Runtime.InteropServices;

namespace Sluice.Lake.DuckDb;

/// <summary>The result of one statement: columns, and rows that are read once, in order.</summary>
public sealed class DuckDbResult : IDisposable
{
    private NativeMethods.Result native;
    private bool disposed;

    internal DuckDbResult(NativeMethods.Result native)
    {
        this.native = native;
        var count = NativeMethods.ColumnCount(ref this.native);
        var columns = new List<DuckDbField>();
        for (var index = 0UL; index < count; index++)
        {
            columns.Add(new DuckDbField(
                Marshal.PtrToStringUTF8(NativeMethods.ColumnName(ref this.native, index)) ?? "",
                DuckDbType.Take(NativeMethods.ColumnLogicalType(ref this.native, index))));
        }

        Columns = columns;
        RowsChanged = (long)NativeMethods.RowsChanged(ref this.native);
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<DuckDbField> Columns { get; }

    /// <summary>Rows that an INSERT, UPDATE or COPY wrote; 0 for a SELECT.</summary>
    public long RowsChanged { get; }

    /// <summary>The rows that have not been read yet; <see cref="VectorReader.Read"/> says how values are given.</summary>
    public IEnumerable<object?[]> Rows()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        while (NextChunk() is { } chunk)
        {
            foreach (var row in chunk)
            {
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            NativeMethods.DestroyResult(ref native);
        }
    }

    private object?[][]? NextChunk()
    {
        var chunk = NativeMethods.FetchChunk(native);
        if (chunk == nint.Zero)
        {
            return null;
        }

        try
        {
            var rows = new object?[NativeMethods.DataChunkSize(chunk)][];
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row] = new object?[Columns.Count];
            }

            for (var column = 0; column < Columns.Count; column++)
            {
                var reader = new VectorReader(NativeMethods.DataChunkVector(chunk, (ulong)column), Columns[column].Type);
                for (var row = 0; row < rows.Length; row++)
                {
                    rows[row][column] = reader.Read((ulong)row);
                }
            }

            return rows.Length == 0 ? null : rows;
        }
        finally
        {
            NativeMethods.DestroyDataChunk(ref chunk);
        }
    }
}
