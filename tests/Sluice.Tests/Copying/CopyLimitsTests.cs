using Sluice.Copying;

namespace Sluice.Tests.Copying;

public sealed class CopyLimitsTests
{
    private const long Gibibyte = 1024L * 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * Gibibyte)]
    public void UpToFiveGibibytes_ACopyIsWhole(long bytes) => Assert.Empty(CopyLimits.OfS3.Parts(bytes));

    [Fact]
    public void OneByteMore_MakesParts_OfHalfAGibibyte()
    {
        var parts = CopyLimits.OfS3.Parts(5 * Gibibyte + 1);
        Assert.Equal(11, parts.Count);
        Assert.Equal(new CopyPart(1, 0, Gibibyte / 2 - 1), parts[0]);
        Assert.Equal(new CopyPart(2, Gibibyte / 2, Gibibyte - 1), parts[1]);
        Assert.Equal(new CopyPart(11, 5 * Gibibyte, 5 * Gibibyte), parts[^1]);
    }

    [Theory]
    [InlineData(11, "1: 0-3, 2: 4-7, 3: 8-10")]
    [InlineData(12, "1: 0-3, 2: 4-7, 3: 8-11")]
    [InlineData(13, "1: 0-3, 2: 4-7, 3: 8-11, 4: 12-12")]
    public void Parts_FollowOneAnother_ToTheLastByte(long bytes, string expected) =>
        Assert.Equal(expected, string.Join(", ", new CopyLimits(10, 4).Parts(bytes).Select(static part => $"{part.Number}: {part.First}-{part.Last}")));

    [Theory]
    [InlineData(5_000 * Gibibyte)]
    [InlineData(20_000 * Gibibyte + 7)]
    public void Parts_AreNeverMoreThanAnUploadTakes(long bytes)
    {
        var parts = CopyLimits.OfS3.Parts(bytes);
        Assert.InRange(parts.Count, 9_999, CopyLimits.MostParts);
        Assert.Equal((bytes - 1, bytes), (parts[^1].Last, parts.Sum(static part => part.Last - part.First + 1)));
    }
}
