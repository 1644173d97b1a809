using System.Text.Json;

namespace Sluice.Configuration.Reading;

/// <summary>Reads an item of <c>next</c>.</summary>
internal static class NextReader
{
    public static NextConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var next = new NextConfiguration
        {
            Pipeline = fields.RequiredText("pipeline", TextRule.PipelineName),
            Cadence = fields.OptionalWord<Cadence>("cadence") ?? Cadence.Daily,
            DayOfMonth = fields.OptionalNumber("day_of_month", least: 1, most: 31, otherwise: 1),
        };
        if (node.Kind == JsonValueKind.Object && next.Cadence != Cadence.Monthly
            && node.Members.FirstOrDefault(member => member.Name == "day_of_month") is { } day)
        {
            errors.Add(day.Line, node.PathOf(day.Name), "A day of the month means nothing here. Expected \"cadence\": \"monthly\" beside it.");
        }

        fields.Done();
        return next;
    }
}
