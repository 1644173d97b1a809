using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice;

/// <summary>Writes an enum in JSON as configuration writes it: <c>done_file</c>, and never as a number.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
