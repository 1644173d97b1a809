using System.Text.Json;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>Infers the columns of JSON lines: one object a line, as the JSON SerDes of Athena need it.</summary>
internal static class JsonLinesClassifier
{
    /// <summary>Whether text looks like JSON, so that what is wrong with it is said in JSON's terms.</summary>
    internal static bool LooksLikeJson(TextSample sample) => sample.Text.AsSpan().TrimStart() is ['{' or '[', ..];

    internal static FileSchema Classify(TextSample sample)
    {
        var record = new HiveType.Struct([]);
        var (number, records) = (0, 0L);
        foreach (var line in sample.Text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace())
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(line.ToString());
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                {
                    throw new UnclassifiedFileException(
                        $"it is JSON, but line {number} is not an object: the lake's crawlers read JSON lines, one object a line");
                }

                record = (HiveType.Struct)HiveType.Merge(record, Infer(document.RootElement));
                records++;
            }
            catch (JsonException exception)
            {
                throw new UnclassifiedFileException($"it begins like JSON lines, but line {number} is not JSON: {exception.Message}");
            }
        }

        return record.Fields.Count == 0
            ? throw new UnclassifiedFileException("it is JSON lines without any member")
            : new FileSchema
            {
                Format = FileFormat.Json,
                Columns = record.Fields,
                RecordCount = sample.Estimate(records),
                Gzip = sample.Gzip,
            };
    }

    private static HiveType Infer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Aggregate(
            new HiveType.Struct([]),
            static (known, member) => HiveType.Struct.Merge(known, new HiveType.Struct([new(member.Name, Infer(member.Value))]))),
        JsonValueKind.Array => new HiveType.Array(
            value.EnumerateArray().Aggregate(HiveType.Unknown, static (known, item) => HiveType.Merge(known, Infer(item)))),
        JsonValueKind.String => HiveType.Text,
        JsonValueKind.True or JsonValueKind.False => HiveType.Boolean,
        JsonValueKind.Number => value.TryGetInt32(out _) ? HiveType.Int
            : value.TryGetInt64(out _) ? HiveType.BigInt
            : HiveType.Double,
        _ => HiveType.Unknown,
    };
}
