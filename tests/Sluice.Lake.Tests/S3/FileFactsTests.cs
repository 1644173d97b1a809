using Sluice.Lake.S3;

namespace Sluice.Lake.Tests.S3;

public sealed class FileFactsTests
{
    [Fact]
    public void What_is_known_is_forgotten_when_it_becomes_too_much()
    {
        var facts = new FileFacts<string, int>(most: 2);
        facts.Keep("a", 1);
        facts.Keep("b", 2);
        Assert.Equal((true, 1), (facts.TryGet("a", out var first), first));

        facts.Keep("c", 3);
        Assert.Equal([false, false, true], new[] { "a", "b", "c" }.Select(key => facts.TryGet(key, out _)));
    }
}
