using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Local.Lineage;

namespace Sluice.Local.Commands;

/// <summary><c>sluice lineage</c>.</summary>
public static class LineageCommand
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var table = new Argument<string>("table") { Description = "The table, with or without its database: utility_emissions_monthly." };
        var key = new Argument<string?>("key")
        {
            Description = "Which row: the values of the columns that tell its rows apart (grain, in its audit template), with commas between them: 1996-01. "
                + "Without a key, the rows that changed are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var keyColumns = new Option<string[]>("--key")
        {
            Description = "Instead of the key: one of those columns and its value, and again for each further one. NULL stands for NULL.",
            HelpName = "COLUMN=VALUE",
        };
        var execDate = new Option<string?>("--exec-date") { Description = "The exec_date, yyyy-MM-dd. Default: the latest on which the row changed.", HelpName = "D" };
        var attribute = new Option<string?>("--attribute") { Description = "One column of the row. Default: all that changed.", HelpName = "COLUMN" };
        var limit = new Option<int>("--limit")
        {
            Description = "How many of the values are shown that one was computed from; those that changed most come first; 0 for all. Default: 10.",
            HelpName = "N",
            DefaultValueFactory = static _ => 10,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON array and nothing else." };
        var data = SharedOptions.Data();
        var template = SharedOptions.Template();
        var command = new Command(
            "lineage",
            "Why a published value changed: from the value back through the tables that it is computed from to the source rows, the objects that they lie in, "
            + "and the files that arrived. It reads the audit table, so the tables on the way have to be audited.\n\n"
            + "  sluice lineage utility_emissions_monthly 1996-01\n"
            + "  sluice lineage utility_emissions_daily --key record_date=1996-01-07 --attribute co2_ton_total --exec-date 2026-11-20")
        {
            table, key, keyColumns, execDate, attribute, limit, json, data, template,
        };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async end =>
        {
            if (parsed.GetValue(limit) < 0)
            {
                throw new InvalidOperationException($"--limit is {parsed.GetValue(limit)}. Expected 0 (all) or more.");
            }

            var lake = end.Add(await LakeSession.OpenToReadAsync(
                parsed.GetValue(data)!, Project.Find(parsed.GetValue(template), null), cancellationToken));
            var question = new LineageQuestion
            {
                Table = parsed.GetValue(table)!,
                Key = parsed.GetValue(key),
                KeyColumns = parsed.GetValue(keyColumns) ?? [],
                ExecDate = parsed.GetValue(execDate),
                Attribute = parsed.GetValue(attribute),
            };
            var steps = await TraceAsync(lake, question, parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(steps, Json));
            }
            else
            {
                LineageText.Write(Console.Out, steps);
            }

            return 0;
        }));
        return command;
    }

    private static async Task<IReadOnlyList<LineageStep>> TraceAsync(
        LakeSession lake, LineageQuestion question, int most, CancellationToken cancellationToken)
    {
        var athena = new AthenaQuery(lake.Client, lake.Names.WorkGroup, TimeProvider.System);
        var places = new CatalogPlaces(lake.Client);
        var audit = new AuditRows(athena, places, lake.Names.AuditDatabase);
        var plans = new KnownPlans(lake.Client, lake.Names.AssetsBucket);
        var tracer = new LineageTracer(audit, plans, places, new SourceRows(athena, plans, lake.Names.LandingBucket), most);
        var steps = new List<LineageStep>();
        foreach (var value in await new ChangedValues(audit).FindAsync(question, cancellationToken))
        {
            steps.Add(await tracer.TraceAsync(value, cancellationToken));
        }

        return steps;
    }
}
