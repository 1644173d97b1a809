using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Crawlers;

/// <summary>
/// What AWS writes to the log group <c>/aws-glue/crawlers</c>: a file for each crawler under <c>glue/crawlers/</c>, a line for
/// each message, with the run's id.
/// </summary>
internal sealed class CrawlerLog(LakeFolder folder, LakeTime time, string crawler, string runId)
{
    /// <summary>The log group that crawlers write to.</summary>
    internal const string Group = "/aws-glue/crawlers";

    private readonly string path = Path.Combine(
        Directory.CreateDirectory(Path.Combine(folder.Service("glue"), "crawlers")).FullName, FileName(crawler));

    internal void Info(string message) => Write("INFO", message);

    internal void Warn(string message) => Write("WARN", message);

    internal void Error(string message) => Write("ERROR", message);

    private static string FileName(string crawler)
    {
        // Crawlers may be named anything, files may not.
        var safe = string.Concat(crawler.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
        return safe == crawler && safe.Length <= 200
            ? $"{safe}.log"
            : $"{safe[..Math.Min(safe.Length, 200)]}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(crawler)))[..12]}.log";
    }

    private void Write(string level, string message) => File.AppendAllText(
        path,
        $"{time.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} [{runId}] {level} : {message.ReplaceLineEndings(" ")}\n");
}
