using System.Globalization;
using System.IO.Compression;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Sluice.Local.Samples;

/// <summary>
/// CloudFront's standard logs of one day, shaped like those that <c>access_logs</c> receives: a gzip file an hour, two header
/// lines, then a request a line in 33 fields separated by tabs. 500 requests an hour; one in eight fails.
/// </summary>
/// <remarks>
/// Integer arithmetic throughout, so every machine writes the same lines. The addresses are of the ranges that RFC 5737
/// reserves for documentation.
/// </remarks>
public sealed class AccessLogsSample : ISample
{
    private const int Hours = 24;
    private const string Header =
        "#Version: 1.0\n" +
        "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query " +
        "cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher " +
        "x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type " +
        "sc-content-type sc-content-len sc-range-start sc-range-end\n";

    private static readonly string[] Locations = ["FRA56-P4", "AMS58-P1", "CDG55-P2", "LHR61-C1", "DUB56-P1"];
    private static readonly string[] Sections = ["/index.html", "/products/", "/static/app.js", "/media/", "/search"];
    private static readonly int[] Failures = [404, 404, 403, 500, 503];

    /// <inheritdoc/>
    public string Pipeline => "access_logs";

    /// <inheritdoc/>
    public IReadOnlyList<SampleFile> Write(string folder, LocalDate execDate, int? rows)
    {
        if (rows is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, "A sample has at least one row a file.");
        }

        var date = LocalDatePattern.Iso.Format(execDate);
        return Enumerable.Range(0, Hours).Select(hour => WriteHour(folder, date, execDate.DayOfYear, hour, rows ?? 500)).ToList();
    }

    private static SampleFile WriteHour(string folder, string date, int delivery, int hour, int rows)
    {
        // <distribution>.<date>-<hour>.<unique>.gz, as CloudFront names them.
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"E2SLUICEEXAMPLE.{date}-{hour:D2}.{Spread(delivery, hour, 0):x8}.gz"));
        using var file = File.Create(path);
        using var zipped = new GZipStream(file, CompressionLevel.Optimal);
        using var writer = new StreamWriter(zipped, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write(Header);
        for (var row = 0; row < rows; row++)
        {
            writer.Write(string.Join('\t', Fields(date, hour, (int)(row * 3600L / rows), Spread(delivery, hour, row + 1))));
            writer.Write('\n');
        }

        return new SampleFile(path, rows);
    }

    private static string[] Fields(string date, int hour, int second, long spread)
    {
        var failed = spread % 8 == 3;
        var status = failed ? Failures[spread / 8 % 5] : 200;
        var section = Sections[spread / 64 % 5];
        var page = section.EndsWith('/') ? string.Create(CultureInfo.InvariantCulture, $"{section}{spread / 320 % 40}") : section;
        var bytes = 300 + (spread / 128 % 90_000);
        var milliseconds = 1 + (spread / 256 % 900);
        var result = status switch { 200 => spread % 3 == 0 ? "Hit" : "Miss", _ => "Error" };
        return
        [
            date,
            Text($"{hour:D2}:{second / 60:D2}:{second % 60:D2}"),
            Locations[spread / 16 % 5],
            Text($"{bytes}"),
            Text($"{(spread % 2 == 0 ? "192.0.2" : "198.51.100")}.{1 + (spread / 32 % 254)}"),
            spread % 50 == 0 ? "POST" : "GET",
            "d111111abcdef8.cloudfront.net",
            page,
            Text($"{status}"),
            spread % 4 == 0 ? "https://shop.example/" : "-",
            "Mozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:128.0)%20Gecko/20100101%20Firefox/128.0",
            section == "/search" ? Text($"q={spread / 96 % 100}&lang=nl") : "-",
            "-",
            result,
            Text($"{spread:x12}-{hour:D2}EXAMPLE=="),
            "shop.example",
            "https",
            Text($"{40 + (spread % 900)}"),
            Text($"{milliseconds / 1000}.{milliseconds % 1000:D3}"),
            "-",
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            result,
            "HTTP/2.0",
            "-",
            "-",
            Text($"{1024 + (spread % 60_000)}"),
            Text($"{milliseconds / 2000}.{milliseconds / 2 % 1000:D3}"),
            result,
            "text/html",
            failed ? "-" : Text($"{bytes - 200}"),
            "-",
            "-",
        ];
    }

    /// <summary>A number without pattern from 0 to 2^31 - 2, another one for each row of a day: the multiplier runs through all of them.</summary>
    private static long Spread(int delivery, int hour, int row) =>
        ((((delivery * 24L) + hour) * 100_003L) + row + 1) * 742_938_285L % 2_147_483_647L;

    private static string Text(FormattableString value) => FormattableString.Invariant(value);
}
