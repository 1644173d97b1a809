namespace Sluice.Lake.Glue.Catalog;

/// <summary>A partition's values as a key: equal when all values are, ordered value by value.</summary>
internal readonly struct PartitionValues(IReadOnlyList<string> values) : IEquatable<PartitionValues>, IComparable<PartitionValues>
{
    private readonly IReadOnlyList<string> values = values;

    public bool Equals(PartitionValues other) => values.SequenceEqual(other.values, StringComparer.Ordinal);

    public override bool Equals(object? obj) => obj is PartitionValues other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in values)
        {
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public int CompareTo(PartitionValues other)
    {
        for (var index = 0; index < Math.Min(values.Count, other.values.Count); index++)
        {
            var order = string.CompareOrdinal(values[index], other.values[index]);
            if (order != 0)
            {
                return order;
            }
        }

        return values.Count.CompareTo(other.values.Count);
    }
}
