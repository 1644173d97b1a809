using System.Text.Json.Serialization;
using Sluice.Auditing;
using Sluice.Checks;
using Sluice.Runs;
using Sluice.Stages;

namespace Sluice.Planning;

/// <summary>JSON of what a run keeps in the assets bucket: snake_case names, dates as <c>2026-11-21</c>, times in UTC.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata, // code that writes without it is a third more to compile
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(LocalDateConverter), typeof(InstantConverter)])]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(RunLock))]
[JsonSerializable(typeof(DateClaim))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(AuditConfiguration))]
[JsonSerializable(typeof(AuditComparison))]
[JsonSerializable(typeof(IReadOnlyList<StageDataset>))]
[JsonSerializable(typeof(IReadOnlyList<LandedPlace>))]
public sealed partial class PlanJson : JsonSerializerContext;
