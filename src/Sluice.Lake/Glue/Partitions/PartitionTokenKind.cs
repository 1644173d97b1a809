namespace Sluice.Lake.Glue.Partitions;

/// <summary>Kinds of <see cref="PartitionToken"/>.</summary>
internal enum PartitionTokenKind
{
    Word,
    QuotedName,
    Number,
    String,
    Symbol,
    End,
}
