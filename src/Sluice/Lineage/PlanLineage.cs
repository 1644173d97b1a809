using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Lineage;

/// <summary>What the statements of a run read, and from which columns they fill those of their tables.</summary>
public sealed class PlanLineage
{
    private readonly Dictionary<SourceTable, List<QueryLineage>> _statements = [];

    private PlanLineage()
    {
    }

    /// <summary>The tables that statements fill.</summary>
    public IReadOnlyCollection<SourceTable> Targets => _statements.Keys;

    /// <summary>Works it out from a plan's SQL.</summary>
    public static PlanLineage Of(RunPlan plan)
    {
        var lineage = new PlanLineage();
        // The parts of a date range differ in their dates alone.
        foreach (var statement in plan.Statements.DistinctBy(statement => (statement.Database, statement.Table, statement.SqlFile)))
        {
            var target = new SourceTable(statement.Database, statement.Table);
            var read = QueryLineage.OfInsert(
                SqlStatement.Read(statement.SqlFile, statement.Sql), Columns(plan, target) ?? [], statement.Database, table => Columns(plan, table));
            if (!lineage._statements.TryGetValue(target, out var statements))
            {
                lineage._statements.Add(target, statements = []);
            }

            statements.Add(read);
        }

        return lineage;
    }

    /// <summary>The tables that a table is filled from, each once; none for one that no statement fills.</summary>
    public IReadOnlyList<SourceTable> Sources(SourceTable table) =>
        [.. _statements.GetValueOrDefault(table, []).SelectMany(static statement => statement.Tables).Distinct()];

    /// <summary>What a column of a table is computed from, over all statements that fill it; null where one of them does not tell.</summary>
    public ColumnOrigin? Origin(SourceTable table, string column)
    {
        var origins = _statements.GetValueOrDefault(table, [])
            .Select(statement => statement.Columns?.FirstOrDefault(candidate => candidate.Name == column)?.Origin).ToList();
        return origins is [{ } only] ? only
            : origins.Count == 0 || origins.Contains(null) ? null
            : ColumnOrigin.Of(origins.OfType<ColumnOrigin>());
    }

    /// <summary>The columns of a table of the plan, partition keys included; null for another.</summary>
    private static List<string>? Columns(RunPlan plan, SourceTable table) =>
        plan.Tables.FirstOrDefault(candidate => candidate.Database == table.Database && candidate.Name == table.Name) is { } known
            ? [.. known.Columns.Concat(known.PartitionKeys).Select(static column => column.Name)]
            : null;
}
