using System.Globalization;
using System.Text.Json;
using Sluice.Lake.DuckDb;

namespace Sluice.EndToEnd.Tests;

/// <summary>What the pipeline <c>bookings</c> must make of its files, worked out here row by row, without its SQL.</summary>
internal sealed class BookingsFiles
{
    private readonly List<Dictionary<string, object?>> aircrafts;
    private readonly List<Dictionary<string, object?>> airports;
    private readonly List<Dictionary<string, object?>> bookings;
    private readonly List<Dictionary<string, object?>> flights;
    private readonly List<Dictionary<string, object?>> seats;
    private readonly List<Dictionary<string, object?>> ticketFlights;
    private readonly List<Dictionary<string, object?>> tickets;

    internal BookingsFiles(string folder)
    {
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        List<Dictionary<string, object?>> Read(string table)
        {
            using var result = connection.Query($"SELECT COLUMNS(*)::VARCHAR FROM {DuckDbSql.Literal(Path.Combine(folder, table + ".parquet"))}");
            var names = result.Columns.Select(static column => column.Name).ToList();
            return result.Rows().Select(row => names.Zip(row).ToDictionary(static pair => pair.First, static pair => pair.Second)).ToList();
        }

        (aircrafts, airports, bookings, flights) = (Read("aircrafts_data"), Read("airports_data"), Read("bookings"), Read("flights"));
        (seats, ticketFlights, tickets) = (Read("seats"), Read("ticket_flights"), Read("tickets"));
    }

    /// <summary>dim_aircraft: code, English model, range, seats, seats in business class.</summary>
    internal IEnumerable<string> Aircrafts() => Lines(aircrafts.Select(aircraft =>
    {
        var own = seats.Where(seat => Equals(seat["aircraft_code"], aircraft["aircraft_code"])).ToList();
        return $"{aircraft["aircraft_code"]}|{English(aircraft["model"])}|{aircraft["range"]}|{own.Count}|{own.Count(static seat => (string)seat["fare_conditions"]! == "Business")}";
    }));

    /// <summary>dim_passenger: id, name and mail of the latest ticket, number of tickets.</summary>
    internal IEnumerable<string> Passengers() => Lines(tickets.GroupBy(static ticket => ticket["passenger_id"]).Select(static own =>
    {
        var latest = own.MaxBy(static ticket => (string)ticket["ticket_no"]!, StringComparer.Ordinal)!; // a group has a row
        var mail = Field(latest["contact_data"], "email");
        var name = ((string)latest["passenger_name"]!).Split(' ').Select(static word => word[..1] + word[1..].ToLowerInvariant());
        return $"{own.Key}|{string.Join(' ', name)}|{mail ?? "NULL"}|{own.Count()}";
    }));

    /// <summary>dim_route: flight number, days of the week from Sunday, 1, to Saturday, number of flights.</summary>
    internal IEnumerable<string> Routes() => Lines(flights.GroupBy(static flight => (string)flight["flight_no"]!).Select(static own =>
        $"{own.Key}|{own.First()["departure_airport"]} to {own.First()["arrival_airport"]}|"
        + $"{string.Join(',', own.Select(static flight => (int)Time(flight["scheduled_departure"])!.Value.DayOfWeek + 1).Distinct().Order())}|{own.Count()}"));

    /// <summary>fact_flight: id, day, delays in minutes.</summary>
    internal IEnumerable<string> Flights() => Lines(flights.Select(static flight =>
        $"{flight["flight_id"]}|{Time(flight["scheduled_departure"]):yyyy-MM-dd}|{Delay(flight, "departure")}|{Delay(flight, "arrival")}"));

    /// <summary>flight_load: id, seats, sold, per cent, revenue.</summary>
    internal IEnumerable<string> Loads() => Lines(flights.Select(flight =>
    {
        var capacity = seats.Count(seat => Equals(seat["aircraft_code"], flight["aircraft_code"]));
        var sold = ticketFlights.Where(ticket => Equals(ticket["flight_id"], flight["flight_id"])).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{flight["flight_id"]}|{capacity}|{sold.Count}|{sold.Count * 100 / capacity}|{sold.Sum(static ticket => Amount(ticket)):0.00}");
    }));

    /// <summary>revenue_by_city: city, fare, revenue, tickets, place.</summary>
    internal IEnumerable<string> Revenues()
    {
        var from = flights.ToDictionary(static flight => flight["flight_id"]!, flight => English(airports.First(airport => Equals(airport["airport_code"], flight["departure_airport"]))["city"]));
        var sums = ticketFlights.GroupBy(ticket => (City: from[ticket["flight_id"]!], Fare: ((string)ticket["fare_conditions"]!).ToLowerInvariant()))
            .Select(static own => (own.Key.City, own.Key.Fare, Revenue: own.Sum(static ticket => Amount(ticket)), Tickets: own.Count()))
            .ToList();
        return Lines(sums.Select(sum => string.Create(
            CultureInfo.InvariantCulture,
            $"{sum.City}|{sum.Fare}|{sum.Revenue:0.00}|{sum.Tickets}|{sums.Count(other => other.Fare == sum.Fare && (other.Revenue, sum.City).CompareTo((sum.Revenue, other.City)) > 0) + 1}")));
    }

    /// <summary>fact_ticket_flight: ticket, flight, booking's day, amount.</summary>
    internal IEnumerable<string> TicketFlights()
    {
        var booking = tickets.ToDictionary(static ticket => ticket["ticket_no"]!, static ticket => ticket["book_ref"]!);
        var day = bookings.ToDictionary(static found => found["book_ref"]!, static found => Time(found["book_date"]));
        return Lines(ticketFlights.Select(ticket => string.Create(
            CultureInfo.InvariantCulture, $"{ticket["ticket_no"]}|{ticket["flight_id"]}|{day[booking[ticket["ticket_no"]!]]:yyyy-MM-dd}|{Amount(ticket):0.00}")));
    }

    private static IEnumerable<string> Lines(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static decimal Amount(Dictionary<string, object?> ticket) => decimal.Parse((string)ticket["amount"]!, CultureInfo.InvariantCulture);

    private static DateTime? Time(object? text) => text is null ? null : DateTime.Parse((string)text, CultureInfo.InvariantCulture);

    private static string Delay(Dictionary<string, object?> flight, string end) =>
        Time(flight[$"actual_{end}"]) - Time(flight[$"scheduled_{end}"]) is { } delay ? ((long)delay.TotalSeconds / 60).ToString(CultureInfo.InvariantCulture) : "NULL";

    private static string English(object? json) => Field(json, "en")!; // every name has one

    private static string? Field(object? json, string name)
    {
        using var document = JsonDocument.Parse((string)json!);
        return document.RootElement.TryGetProperty(name, out var found) ? found.GetString() : null;
    }
}
