using System.Globalization;

namespace Sluice.Lake.S3.Multipart;

/// <summary>The numbers that parts have.</summary>
internal static class PartNumber
{
    /// <summary>The highest.</summary>
    public const int Largest = 10_000;

    /// <summary>Reads the number in the query.</summary>
    public static int Of(S3Request request)
    {
        var text = request.Parameter("partNumber");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Largest
            ? number
            : throw S3Errors.InvalidArgument("partNumber", text, $"Part number must be an integer between 1 and {Largest}, inclusive");
    }
}
