using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Sluice.Local.Samples;

/// <summary>
/// The customers of a shop as they stand at the end of a day: a script for <c>psql</c> that makes the table
/// <c>public.customers</c> and fills it anew. 2,000 rows, as untidy as such tables are: a row without number in fifty, one in
/// twenty entered twice, blanks around names, letters that are upper case in some e-mail addresses, quotes, commas and line ends in
/// streets, postal codes that begin with a nought.
/// </summary>
/// <remarks>
/// Integer arithmetic throughout, so every machine writes the same lines. Domains and telephone numbers are of the ranges that
/// are reserved for examples.
/// </remarks>
public sealed class CustomersSample : ISample
{
    private const int DefaultRows = 2_000;
    private const int RowsAStatement = 500;

    private const string Table = """
        -- The source of the pipeline customers: psql -v ON_ERROR_STOP=1 -d DATABASE -f customers.sql
        BEGIN;
        CREATE TABLE IF NOT EXISTS public.customers (
          customer_id bigint,
          name text,
          email text,
          phone text,
          street text,
          postal_code text,
          city text,
          country char(2),
          credit_limit numeric(12,2),
          newsletter boolean,
          birth_date date,
          updated_at timestamptz NOT NULL
        );
        TRUNCATE public.customers;

        """;

    private static readonly string[] FirstNames = ["Ann", "Bram", "Chloë", "Daan", "Elif", "Femke", "Giovanni", "Hanne", "Ilse", "Joris"];
    private static readonly string[] LastNames = ["Peeters", "O''Neil", "De Smet", "Maes", "Müller", "García", "Van den Berg", "Dubois"];
    private static readonly string[] Streets = ["Kerkstraat", "Rue \"du Four\", bus", "Dorpsplein", "Stationslaan", "Avenue de l''Europe"];
    private static readonly (string Code, string City, string Country)[] Places =
        [("1000", "Brussel", "BE"), ("9000", "Gent", "BE"), ("01067", "Dresden", "DE"), ("04109", "Leipzig", "DE"), ("59000", "Lille", "FR")];

    /// <inheritdoc/>
    public string Pipeline => "customers";

    /// <inheritdoc/>
    public bool IsDropped => false;

    /// <inheritdoc/>
    public IReadOnlyList<SampleFile> Write(string folder, LocalDate execDate, int? rows)
    {
        if (rows is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, "A sample has at least one row.");
        }

        var path = Path.Combine(folder, "customers.sql");
        var count = rows ?? DefaultRows;
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        writer.Write(Table.ReplaceLineEndings("\n"));
        for (var row = 0; row < count; row++)
        {
            writer.Write(row % RowsAStatement == 0 ? "INSERT INTO public.customers VALUES\n" : ",\n");
            writer.Write(Row(execDate, row));
            if (row % RowsAStatement == RowsAStatement - 1 || row == count - 1)
            {
                writer.Write(";\n");
            }
        }

        writer.Write("COMMIT;\n");
        return [new SampleFile(path, count)];
    }

    private static string Row(LocalDate execDate, int row)
    {
        // Each twentieth row is its predecessor's customer, entered once more.
        var entered = row % 20 == 19 ? row - 1 : row;
        var customer = Spread(0, entered);
        var entry = Spread(execDate.DayOfYear, row);
        var first = FirstNames[customer % 10];
        var last = LastNames[customer / 16 % 8];
        var (code, city, country) = Places[entry / 7 % 5];
        var updated = execDate.PlusDays(-(int)(entry / 64 % 400));
        var values = new[]
        {
            row % 50 == 7 ? "NULL" : Text($"{1_000 + entered}"),
            Quoted(entry % 6 == 0 ? $"  {first} {last} " : $"{first} {last}"),
            entry % 9 == 0 ? "NULL" : entry % 11 == 0 ? Quoted("  ") : Quoted(Text($"{(entry % 5 == 0 ? "Klant" : "klant")}{1_000 + entered}@example.com")),
            entry % 7 == 0 ? "NULL" : Quoted(Text($"0491 57 {customer % 100:D2} {customer / 128 % 100:D2}")),
            Quoted(Text($"{Streets[entry / 3 % 5]} {1 + (entry / 32 % 200)}{(entry % 13 == 0 ? "\n2de verdieping" : "")}")),
            Quoted(code),
            Quoted(city),
            Quoted(country),
            entry % 10 == 0 ? "NULL" : Text($"{entry / 5 % 50_000}.{entry / 11 % 100:D2}"),
            entry % 8 == 0 ? "NULL" : entry % 3 == 0 ? "true" : "false",
            customer % 15 == 0 ? "NULL" : Quoted(LocalDatePattern.Iso.Format(new LocalDate(1940, 1, 1).PlusDays((int)(customer / 4 % 24_000)))),
            Quoted(Text($"{LocalDatePattern.Iso.Format(updated)} {entry / 2 % 24:D2}:{entry / 48 % 60:D2}:{entry / 96 % 60:D2}+00")),
        };
        return $"({string.Join(", ", values)})";
    }

    private static string Quoted(string value) => $"'{value}'";

    /// <summary>A number without pattern from 0 to 2^31 - 2, another one for each row of a day: the multiplier runs through all of them.</summary>
    private static long Spread(int delivery, int row) => (((delivery + 1L) * 100_003L) + row + 1) * 742_938_285L % 2_147_483_647L;

    private static string Text(FormattableString value) => FormattableString.Invariant(value);
}
