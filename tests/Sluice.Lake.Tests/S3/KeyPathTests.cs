using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Lake.S3;

namespace Sluice.Lake.Tests.S3;

public sealed class KeyPathTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "bucket");

    // What breaks paths, more often than chance would have it.
    private static readonly Gen<string> Piece = Gen.Elements(
        "a", "A", "b", "/", "//", ".", "..", "../", "~", "~~", "~2f", "%2F", "\\", ":", "\0", "\n", "*", "?", "CON", "con.txt", " ",
        "é", "\U0001F600", "exec_date=2026-11-21", "0000000000000001~~a", new string('x', 200), ".parquet");

    private static readonly Gen<string> Key =
        from count in Gen.Choose(1, 12)
        from pieces in Gen.ArrayOf(Piece, count)
        let key = string.Concat(pieces)
        where Encoding.UTF8.GetByteCount(key) <= ObjectStore.LongestKey
        select key;

    [Fact]
    public void AnyKey_StaysInsideItsBucket_InSegmentsThatAFileSystemTakes() =>
        Prop.ForAll(Key.ToArbitrary(), key =>
        {
            var path = KeyPath.Of(key, 1);
            var segments = path.Split(Path.DirectorySeparatorChar);
            return Path.GetFullPath(Path.Combine(Root, path)) == Path.Combine(Root, path)
                && Path.Combine(Root, path).StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && segments.All(segment => Encoding.UTF8.GetByteCount(segment) is > 0 and <= 255 && !segment.Any(char.IsControl))
                && KeyPath.VersionOf(segments[^1]) == 1
                && segments[..^1].All(segment => KeyPath.VersionOf(segment) is null);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void DifferentKeys_HaveDifferentPaths_EvenAtTheSameVersion() =>
        Prop.ForAll(Key.ToArbitrary(), Key.ToArbitrary(), (left, right) => left == right || KeyPath.Of(left, 1) != KeyPath.Of(right, 1)).QuickCheckThrowOnFailure();

    [Fact]
    public void ATree_OfAnyKeys_HasNoFileWhereAFolderMustBe() =>
        Prop.ForAll(Key.ListOf().ToArbitrary(), keys =>
        {
            var files = keys.Distinct().Select((key, version) => KeyPath.Of(key, (ulong)version)).ToList();
            var folders = files.SelectMany(Ancestors).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return !files.Exists(folders.Contains);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("landing_db/t/exec_date=2026-11-21/epacems-1996-IN.parquet", "landing_db/t/exec_date=2026-11-21/00000000000000FF~~epacems-1996-IN.parquet")]
    [InlineData("hour=10%3A00/x", "hour=10%3A00/00000000000000FF~~x")]
    [InlineData("../x", ".~2e/00000000000000FF~~x")]
    [InlineData("a//b/", "a/~/b/00000000000000FF~~")]
    [InlineData("con/nul.txt", "~63on/00000000000000FF~~nul.txt")]
    [InlineData("[a]/*.csv", "~5ba~5d/00000000000000FF~~~2a.csv")]
    public void Path_OfAKey(string key, string path) => Assert.Equal(path, KeyPath.Of(key, 255).Replace('\\', '/'));

    [Fact]
    public void ALongSegment_KeepsItsBeginningAndItsExtension()
    {
        var name = Path.GetFileName(KeyPath.Of(new string('x', 1000) + ".parquet", 1));

        Assert.Matches("^0000000000000001~~x{140}~h[0-9a-f]{32}\\.parquet$", name);
    }

    [Fact]
    public void Order_IsThatOfUtf8() =>
        Prop.ForAll(Key.ToArbitrary(), Key.ToArbitrary(), (left, right) =>
            Math.Sign(KeyOrder.Instance.Compare(left, right)) == Math.Sign(Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)))).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var parent = Path.GetDirectoryName(path); !string.IsNullOrEmpty(parent); parent = Path.GetDirectoryName(parent))
        {
            yield return parent;
        }
    }
}
