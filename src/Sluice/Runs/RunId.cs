using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Sluice.Runs;

/// <summary>
/// The id of a run: <c>20261121t061530_1a2b3c4d</c>, the time in UTC and eight hex digits of what makes it unique.
/// Lower case and without signs that keys, prefixes or identifiers would have to quote. Sorts by second; within one, <see cref="RunOrder"/> tells.
/// </summary>
public static class RunId
{
    /// <summary>The length of every id.</summary>
    public const int Length = 24;

    private const int SecondLength = 15;

    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuuMMdd't'HHmmss");

    /// <summary>
    /// The id of an execution's run. An event that is delivered again after its run has failed is another run: it shares neither
    /// the failed one's staged tables nor the tokens that Athena knows its queries by.
    /// </summary>
    /// <param name="time">The event's time.</param>
    /// <param name="unique">What tells it from other runs: the event's bucket, key and sequencer, and the execution's name.</param>
    public static string Of(Instant time, string unique)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(unique));
        return string.Create(CultureInfo.InvariantCulture, $"{Time.Format(time)}_{Convert.ToHexStringLower(hash.AsSpan(0, 4))}");
    }

    /// <summary>Whether a run is of a later second than another. Within one, ids tell nothing.</summary>
    public static bool IsLater(string runId, string other) => string.CompareOrdinal(SecondOf(runId), SecondOf(other)) > 0;

    /// <summary>The second that an id has, <c>20261121t061530</c>.</summary>
    public static string SecondOf(string runId) => runId[..SecondLength];

    /// <summary>True when <paramref name="text"/> has an id's form.</summary>
    public static bool IsValid(string text) =>
        text.Length == Length
        && text[SecondLength] == '_'
        && Time.Parse(SecondOf(text)).Success
        && text.AsSpan(SecondLength + 1).IndexOfAnyExcept("0123456789abcdef") < 0;
}
