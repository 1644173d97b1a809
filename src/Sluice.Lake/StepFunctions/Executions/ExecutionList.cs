using System.Diagnostics.CodeAnalysis;
using Sluice.Lake.Storage;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>The list of all executions, durable. Its owner sees to it that one thread uses it at a time.</summary>
internal sealed class ExecutionList : IDisposable
{
    private readonly string path;
    private readonly Dictionary<string, ExecutionRecord> records = new(StringComparer.Ordinal);
    private Journal<ExecutionRecord>? journal;
    private bool disposed;

    public ExecutionList(string path)
    {
        this.path = path;
        journal = Journal<ExecutionRecord>.Open(path, out var entries);
        foreach (var entry in entries)
        {
            Apply(entry);
        }
    }

    /// <summary>In no order.</summary>
    public IReadOnlyCollection<ExecutionRecord> All => records.Values;

    /// <summary>The number of the latest.</summary>
    public long LastNumber { get; private set; }

    public bool TryFind(string arn, [NotNullWhen(true)] out ExecutionRecord? record) => records.TryGetValue(arn, out record);

    /// <summary>Adds an execution, or changes it.</summary>
    public void Put(ExecutionRecord record)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        try
        {
            journal ??= Journal<ExecutionRecord>.Open(path, out _);
            journal.Append(record);
        }
        catch
        {
            // What a full disk has cut off must go before another line follows: opening anew sees to that.
            journal?.Dispose();
            journal = null;
            throw;
        }

        Apply(record);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        journal?.Dispose();
    }

    private void Apply(ExecutionRecord record)
    {
        records[record.ExecutionArn] = record;
        LastNumber = Math.Max(LastNumber, record.Number);
    }
}
