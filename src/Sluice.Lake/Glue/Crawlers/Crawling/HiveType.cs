namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>
/// A Hive type as a crawler infers and merges it. Equality of the lists inside is by reference: compare
/// <see cref="ToString"/>.
/// </summary>
internal abstract record HiveType
{
    internal static readonly HiveType Unknown = new Simple("");
    internal static readonly HiveType Text = new Simple("string");
    internal static readonly HiveType Int = new Simple("int");
    internal static readonly HiveType BigInt = new Simple("bigint");
    internal static readonly HiveType Double = new Simple("double");
    internal static readonly HiveType Boolean = new Simple("boolean");

    private static readonly string[] Integers = ["tinyint", "smallint", "int", "bigint"];

    /// <summary>The type that holds the values of both; where there is none, text does.</summary>
    internal static HiveType Merge(HiveType left, HiveType right) => (left, right) switch
    {
        _ when left == Unknown => right,
        _ when right == Unknown => left,
        (Simple first, Simple second) => new Simple(Merge(first.Name, second.Name)),
        (Array first, Array second) => new Array(Merge(first.Element, second.Element)),
        (Map first, Map second) => new Map(Merge(first.Key, second.Key), Merge(first.Value, second.Value)),
        (Struct first, Struct second) => Struct.Merge(first, second),
        _ => Text,
    };

    private static string Merge(string left, string right)
    {
        if (left == right)
        {
            return left;
        }

        var (first, second) = (System.Array.IndexOf(Integers, left), System.Array.IndexOf(Integers, right));
        if (first >= 0 && second >= 0)
        {
            return Integers[Math.Max(first, second)];
        }

        return IsNumber(left) && IsNumber(right) ? MergeNumbers(left, right)
            : (left, right) is ("date", "timestamp") or ("timestamp", "date") ? "timestamp"
            : "string";
    }

    private static bool IsNumber(string type) =>
        System.Array.IndexOf(Integers, type) >= 0 || type is "float" or "double" || type.StartsWith("decimal(", StringComparison.Ordinal);

    private static string MergeNumbers(string left, string right)
    {
        if (left is "float" or "double" || right is "float" or "double")
        {
            return "double";
        }

        var ((whole, scale), (otherWhole, otherScale)) = (Digits(left), Digits(right));
        return $"decimal({Math.Min(38, Math.Max(whole, otherWhole) + Math.Max(scale, otherScale))},{Math.Max(scale, otherScale)})";
    }

    /// <summary>Digits before and after the point.</summary>
    private static (int Whole, int Scale) Digits(string type)
    {
        switch (type)
        {
            case "tinyint":
                return (3, 0);
            case "smallint":
                return (5, 0);
            case "int":
                return (10, 0);
            case "bigint":
                return (19, 0);
            default:
                var parts = type["decimal(".Length..^1].Split(',');
                var scale = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
                return (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) - scale, scale);
        }
    }

    internal sealed record Simple(string Name) : HiveType
    {
        // A column that is null throughout is text, as Glue has it.
        public override string ToString() => Name.Length == 0 ? "string" : Name;
    }

    internal sealed record Array(HiveType Element) : HiveType
    {
        public override string ToString() => $"array<{Element}>";
    }

    internal sealed record Map(HiveType Key, HiveType Value) : HiveType
    {
        public override string ToString() => $"map<{Key},{Value}>";
    }

    internal sealed record Struct(IReadOnlyList<KeyValuePair<string, HiveType>> Fields) : HiveType
    {
        public override string ToString() => Fields.Count == 0
            ? "string"
            : $"struct<{string.Join(',', Fields.Select(static field => $"{field.Key}:{field.Value}"))}>";

        internal static Struct Merge(Struct left, Struct right)
        {
            var fields = left.Fields.ToList();
            foreach (var field in right.Fields)
            {
                var index = fields.FindIndex(known => string.Equals(known.Key, field.Key, StringComparison.OrdinalIgnoreCase));
                if (index < 0)
                {
                    fields.Add(field);
                }
                else
                {
                    fields[index] = new(fields[index].Key, HiveType.Merge(fields[index].Value, field.Value));
                }
            }

            return new Struct(fields);
        }
    }
}
