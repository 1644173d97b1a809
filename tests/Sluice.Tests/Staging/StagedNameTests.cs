using Sluice.Staging;

namespace Sluice.Tests.Staging;

public sealed class StagedNameTests
{
    private const string Run = "20261121t061530_ca978112";

    [Fact]
    public void Of_joins_table_and_run()
    {
        Assert.Equal("traffic__run_20261121t061530_ca978112", StagedName.Of("traffic", Run));
        Assert.Equal(255, StagedName.Of(new string('t', StagedName.LongestTable), Run).Length);
    }

    [Fact]
    public void Of_refuses_what_Glue_would()
    {
        var error = Assert.Throws<ArgumentException>(() => StagedName.Of(new string('t', 226), Run));

        Assert.Contains("has 226 characters. At most 225 leave room for the staged table's name.", error.Message);
    }

    [Theory]
    [InlineData("traffic__run_20261121t061530_ca978112", true)]
    [InlineData("traffic__run_x", false)]
    [InlineData("traffic", false)]
    [InlineData("__run_20261121t061530_ca978112", false)]
    public void IsStaged(string table, bool expected) => Assert.Equal(expected, StagedName.IsStaged(table));
}
