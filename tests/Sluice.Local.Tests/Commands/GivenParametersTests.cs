using Sluice.Local.Commands;

namespace Sluice.Local.Tests.Commands;

public sealed class GivenParametersTests
{
    [Fact]
    public void Pairs_AreReadAtSpaces_AndAValueMayHaveAnEqualsSign()
    {
        var parameters = GivenParameters.Parse("Stage=test  Url=jdbc:postgresql://h/d?x=1 Empty=");
        Assert.Equal(["test", "jdbc:postgresql://h/d?x=1", ""], new[] { "Stage", "Url", "Empty" }.Select(name => parameters[name]));
        Assert.Empty(GivenParameters.Parse(null));
    }

    [Theory]
    [InlineData("Stage", "SLUICE_PARAMETERS has 'Stage': it must be Name=value pairs with spaces between them, each name once.")]
    [InlineData("Stage=a Stage=b", "SLUICE_PARAMETERS has 'Stage' twice: it must be Name=value pairs with spaces between them, each name once.")]
    [InlineData("=a", "SLUICE_PARAMETERS has '': it must be Name=value pairs with spaces between them, each name once.")]
    public void AnotherForm_IsRefused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => GivenParameters.Parse(text)).Message);
}
