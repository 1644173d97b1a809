using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>All eighteen intrinsic functions, as pure functions of their arguments and chance.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html"/>
internal static class IntrinsicFunctions
{
    private const int MaximumText = 10_000;
    private const int MaximumRange = 1_000;

    private static readonly Dictionary<string, IntrinsicFunction> Functions = new IntrinsicFunction[]
    {
        new("States.Array", 0, int.MaxValue, static (arguments, _) => JsonText.ArrayOf(arguments)),
        new("States.ArrayContains", 2, 2, static (arguments, _) =>
            JsonValue.Create(ArrayAt(arguments, 0).Any(item => JsonNode.DeepEquals(item, arguments[1])))),
        new("States.ArrayGetItem", 2, 2, static (arguments, _) => ArrayGetItem(ArrayAt(arguments, 0), IntegerAt(arguments, 1))),
        new("States.ArrayLength", 1, 1, static (arguments, _) => JsonValue.Create(ArrayAt(arguments, 0).Count)),
        new("States.ArrayPartition", 2, 2, static (arguments, _) => ArrayPartition(ArrayAt(arguments, 0), IntegerAt(arguments, 1))),
        new("States.ArrayRange", 3, 3, static (arguments, _) =>
            ArrayRange(IntegerAt(arguments, 0), IntegerAt(arguments, 1), IntegerAt(arguments, 2))),
        new("States.ArrayUnique", 1, 1, static (arguments, _) => ArrayUnique(ArrayAt(arguments, 0))),
        new("States.Base64Decode", 1, 1, static (arguments, _) => Base64Decode(TextAt(arguments, 0))),
        new("States.Base64Encode", 1, 1, static (arguments, _) =>
            JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(TextAt(arguments, 0))))),
        new("States.Format", 1, int.MaxValue, static (arguments, _) => Format(arguments), FirstIsTemplate: true),
        new("States.Hash", 2, 2, static (arguments, _) => Hash(arguments[0], TextAt(arguments, 1))),
        new("States.JsonMerge", 3, 3, static (arguments, _) => JsonMerge(arguments)),
        new("States.JsonToString", 1, 1, static (arguments, _) => JsonValue.Create(JsonText.Write(arguments[0]))),
        new("States.MathAdd", 2, 2, static (arguments, _) => MathAdd(IntegerAt(arguments, 0), IntegerAt(arguments, 1))),
        new("States.MathRandom", 2, 3, MathRandom),
        new("States.StringSplit", 2, 2, static (arguments, _) => StringSplit(TextAt(arguments, 0), TextAt(arguments, 1))),
        new("States.StringToJson", 1, 1, static (arguments, _) => StringToJson(StringAt(arguments, 0))),
        new("States.UUID", 0, 0, static (_, random) => Uuid(random)),
    }.ToDictionary(static function => function.Name, StringComparer.Ordinal);

    /// <summary>Their names, sorted.</summary>
    public static IEnumerable<string> Names => Functions.Keys.Order(StringComparer.Ordinal);

    /// <summary>The function of that name, or null.</summary>
    public static IntrinsicFunction? Find(string name) => Functions.GetValueOrDefault(name);

    private static JsonNode? ArrayGetItem(JsonArray array, long index) => index >= 0 && index < array.Count
        ? array[(int)index]
        : throw new IntrinsicException($"the index {index} is outside the array of {array.Count}");

    private static JsonArray ArrayPartition(JsonArray array, long size) => size > 0
        ? JsonText.ArrayOf(array.Chunk((int)Math.Min(size, int.MaxValue)).Select(JsonText.ArrayOf))
        : throw new IntrinsicException($"the chunk size must be above zero, not {size}");

    private static JsonArray ArrayRange(long first, long last, long step)
    {
        if (step == 0)
        {
            throw new IntrinsicException("the increment must not be zero");
        }

        var count = (((decimal)last - first) / step) + 1;
        if (count > MaximumRange)
        {
            throw new IntrinsicException($"the range would have more than {MaximumRange} elements");
        }

        var array = new JsonArray();
        for (var index = 0; index < Math.Floor(count); index++)
        {
            array.Add(first + (index * step));
        }

        return array;
    }

    private static JsonArray ArrayUnique(JsonArray array)
    {
        var unique = new List<JsonNode?>();
        foreach (var item in array)
        {
            if (!unique.Exists(seen => JsonNode.DeepEquals(seen, item)))
            {
                unique.Add(item);
            }
        }

        return JsonText.ArrayOf(unique);
    }

    private static JsonValue Base64Decode(string text)
    {
        try
        {
            return JsonValue.Create(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(text)));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new IntrinsicException($"'{JsonText.Shorten(text, 60)}' is not text in Base64: {exception.Message}");
        }
    }

    private static JsonValue Format(IReadOnlyList<JsonNode?> arguments)
    {
        var template = StringAt(arguments, 0);
        var result = new StringBuilder();
        var next = 1;
        for (var index = 0; index < template.Length; index++)
        {
            switch (template[index])
            {
                case '\\' when index + 1 < template.Length && template[index + 1] is ('\'' or '\\' or '{' or '}'):
                    result.Append(template[++index]);
                    break;
                case '{' when index + 1 < template.Length && template[index + 1] == '}':
                    index++;
                    result.Append(next < arguments.Count
                        ? FormatArgument(arguments[next++])
                        : throw new IntrinsicException($"the template has more '{{}}' than the {arguments.Count - 1} argument(s) after it"));
                    break;
                case '{' or '}':
                    throw new IntrinsicException($"'{template[index]}' at character {index + 1} of the template must be written '\\{template[index]}' when no '{{}}' is meant");
                default:
                    result.Append(template[index]);
                    break;
            }
        }

        return next == arguments.Count
            ? JsonValue.Create(result.ToString())
            : throw new IntrinsicException($"the template has {next - 1} '{{}}' but {arguments.Count - 1} argument(s) after it");
    }

    private static string FormatArgument(JsonNode? value) => JsonText.Kind(value) switch
    {
        JsonValueKind.String => value!.GetValue<string>(), // of kind String, so not null
        JsonValueKind.Object or JsonValueKind.Array => throw new IntrinsicException("States.Format takes strings, numbers, booleans and null; use States.JsonToString for objects and arrays"),
        _ => JsonText.Write(value),
    };

    private static JsonValue Hash(JsonNode? value, string algorithm)
    {
        var text = JsonText.AsString(value) ?? JsonText.Write(value);
        if (text.Length > MaximumText)
        {
            throw new IntrinsicException($"the text has {text.Length} characters; {MaximumText} are the most");
        }

        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5350, CA5351 // The States Language offers MD5 and SHA-1; what they are used for is the author's business.
        var hash = algorithm switch
        {
            "MD5" => MD5.HashData(bytes),
            "SHA-1" => SHA1.HashData(bytes),
            "SHA-256" => SHA256.HashData(bytes),
            "SHA-384" => SHA384.HashData(bytes),
            "SHA-512" => SHA512.HashData(bytes),
            _ => throw new IntrinsicException($"the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512, not '{algorithm}'"),
        };
#pragma warning restore CA5350, CA5351
        return JsonValue.Create(Convert.ToHexStringLower(hash));
    }

    private static JsonObject JsonMerge(IReadOnlyList<JsonNode?> arguments)
    {
        if (arguments[0] is not JsonObject first || arguments[1] is not JsonObject second)
        {
            throw new IntrinsicException("the first two arguments must be objects");
        }

        if (JsonText.Kind(arguments[2]) != JsonValueKind.False)
        {
            throw new IntrinsicException("the third argument must be false: only shallow merging is supported");
        }

        var merged = (JsonObject)first.DeepClone();
        foreach (var (name, value) in second)
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }

    private static JsonValue MathAdd(long left, long right)
    {
        var sum = (decimal)left + right;
        return sum is >= int.MinValue and <= int.MaxValue && left is >= int.MinValue and <= int.MaxValue && right is >= int.MinValue and <= int.MaxValue
            ? JsonValue.Create((long)sum)
            : throw new IntrinsicException($"{left} + {right}: numbers and sum must be within {int.MinValue} and {int.MaxValue}");
    }

    private static JsonValue MathRandom(IReadOnlyList<JsonNode?> arguments, Random random)
    {
        var (start, end) = (IntegerAt(arguments, 0), IntegerAt(arguments, 1));
        if (start >= end)
        {
            throw new IntrinsicException($"the start {start} must be below the end {end}");
        }

        var source = arguments.Count == 3 ? new Random(unchecked((int)IntegerAt(arguments, 2))) : random;
        lock (source)
        {
            return JsonValue.Create(source.NextInt64(start, end));
        }
    }

    private static JsonArray StringSplit(string text, string delimiters)
    {
        var array = new JsonArray();
        foreach (var part in text.Split(delimiters.ToCharArray(), StringSplitOptions.RemoveEmptyEntries))
        {
            array.Add(part);
        }

        return array;
    }

    private static JsonNode? StringToJson(string text)
    {
        try
        {
            return JsonText.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new IntrinsicException($"'{JsonText.Shorten(text, 200)}' is not JSON: {exception.Message}");
        }
    }

    private static JsonValue Uuid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (random)
        {
            random.NextBytes(bytes);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // version 4
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // RFC 4122's variant
        return JsonValue.Create(new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture));
    }

    private static JsonArray ArrayAt(IReadOnlyList<JsonNode?> arguments, int index) => arguments[index] as JsonArray
        ?? throw Wrong(arguments, index, "an array");

    private static string StringAt(IReadOnlyList<JsonNode?> arguments, int index) => JsonText.AsString(arguments[index])
        ?? throw Wrong(arguments, index, "a string");

    private static string TextAt(IReadOnlyList<JsonNode?> arguments, int index)
    {
        var text = StringAt(arguments, index);
        return text.Length <= MaximumText
            ? text
            : throw new IntrinsicException($"argument {index + 1} has {text.Length} characters; {MaximumText} are the most");
    }

    private static long IntegerAt(IReadOnlyList<JsonNode?> arguments, int index) =>
        ExactNumber.TryRounded(arguments[index], out var value) ? value : throw Wrong(arguments, index, "an integer");

    private static IntrinsicException Wrong(IReadOnlyList<JsonNode?> arguments, int index, string expected) =>
        new($"argument {index + 1} must be {expected}, not {JsonText.Shorten(JsonText.Write(arguments[index]), 100)}");
}
