using System.CommandLine;
using Sluice.Lake.Protocol;

namespace Sluice.Local.Commands;

/// <summary><c>sluice query</c>.</summary>
public static class QueryCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var sql = new Argument<string>("sql") { Description = "One statement, in Athena's dialect." };
        var database = new Option<string?>("--database")
        {
            Description = "The database of names without one. Default: the template's processed database.",
            HelpName = "D",
        };
        var format = new Option<QueryFormat>("--format") { Description = "table, csv or json.", HelpName = "table|csv|json" };
        format.AcceptOnlyFromAmong("table", "csv", "json");
        var data = SharedOptions.Data();
        var template = SharedOptions.Template();
        var command = new Command("query", "Run a statement in the lake's Athena and print its rows.") { sql, database, format, data, template };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async end =>
        {
            var lake = end.Add(await LakeSession.OpenToReadAsync(
                parsed.GetValue(data)!, Project.Find(parsed.GetValue(template), null), cancellationToken));
            var query = new AthenaQuery(lake.Client, lake.Names.WorkGroup, TimeProvider.System);
            var rows = await query.RunAsync(
                parsed.GetValue(sql)!, parsed.GetValue(database) ?? lake.Names.ProcessedDatabase, cancellationToken);
            QueryWriter.Write(Console.Out, rows, parsed.GetValue(format));
            return 0;
        }));
        return command;
    }
}
