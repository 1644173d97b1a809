using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class PipelineNameTests
{
    [Theory]
    [InlineData("traffic", true)]
    [InlineData("state_emission_daily", true)]
    [InlineData("v2", true)]
    [InlineData("", false)]
    [InlineData("2fast", false)]
    [InlineData("_x", false)]
    [InlineData("Traffic", false)]
    [InlineData("a-b", false)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("é", false)]
    public void IsValid(string name, bool expected) => Assert.Equal(expected, PipelineName.IsValid(name));

    [Fact]
    public void IsValid_up_to_64_characters()
    {
        Assert.True(PipelineName.IsValid(new string('a', 64)));
        Assert.False(PipelineName.IsValid(new string('a', 65)));
    }
}
