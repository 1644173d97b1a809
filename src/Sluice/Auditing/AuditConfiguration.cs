using System.Text.Json;
using NodaTime;
using Sluice.Planning;

namespace Sluice.Auditing;

/// <summary>All that the audit of one table needs: what AuditConfigGen makes of the pair, one JSON object in the assets bucket.</summary>
public sealed record AuditConfiguration
{
    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The run's date.</summary>
    public required LocalDate ExecDate { get; init; }

    /// <summary>The audited table's database.</summary>
    public required string Database { get; init; }

    /// <summary>The audited table.</summary>
    public required string Table { get; init; }

    /// <summary>The position of exec_date among its partition keys, from 0.</summary>
    public required int ExecDateKey { get; init; }

    /// <summary>The audited columns.</summary>
    public required IReadOnlyList<string> Attributes { get; init; }

    /// <summary>The table's template.</summary>
    public required AuditTemplate Template { get; init; }

    /// <summary>The configuration as JSON, indented: people read it too.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Default.AuditConfiguration);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AuditConfiguration FromJson(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, PlanJson.Default.AuditConfiguration) ?? throw new JsonException("The audit configuration is null.");
}
