using System.Security.Cryptography;
using System.Text;
using Sluice.Incoming;
using Sluice.Planning;
using Sluice.Tests.Planning;

namespace Sluice.Tests.Incoming;

public sealed class IncomingFilesTests
{
    private const string Folder = "incoming/d/2026-11-21/";
    private const string Prefix = "landing_db_dev/t/exec_date=2026-11-21/run=20261122t050000_0a1b2c3d/";

    [Fact]
    public void Each_pattern_finds_its_file()
    {
        var plan = Plan("""{ "pattern": "a-*", "table": "t" }""", """{ "pattern": "b?.csv", "table": "u" }""");
        var matches = IncomingFiles.Match(plan, [Folder, Folder + "a-1.parquet", Folder + "b2.csv", Folder + "other", Folder + "example.done", Folder + "deeper/a-2"]);

        Assert.Equal(
            [
                new IncomingMatch(plan.Incoming[0], Folder + "a-1.parquet", Prefix + "a-1.parquet", null),
                new IncomingMatch(plan.Incoming[1], Folder + "b2.csv", "landing_db_dev/u/run=20261122t050000_0a1b2c3d/b2.csv", null),
            ],
            matches);
        Assert.Equal(["2026-11-21"], plan.Incoming[0].PartitionValues);
        Assert.Empty(plan.Incoming[1].PartitionValues);
    }

    [Fact]
    public void Many_finds_all_of_them_in_order_without_markers_and_checksums()
    {
        var plan = Plan("""{ "pattern": "*", "table": "t", "count": "many" }""");
        var matches = IncomingFiles.Match(plan, [Folder + "b", Folder + "a", Folder + "a.md5", Folder + "x.done", Folder + "x.completed", Folder + "lonely.md5"]);

        Assert.Equal([Folder + "a", Folder + "b", Folder + "lonely.md5"], matches.Select(match => match.SourceKey));
    }

    [Fact]
    public void Everything_that_is_missing_or_ambiguous_is_named()
    {
        var plan = Plan(
            """{ "pattern": "epacems-IN*", "table": "t" }""",
            """{ "pattern": "epacems-OH*", "table": "t" }""",
            """{ "pattern": "*.csv", "table": "u", "count": "many" }""");
        var error = Assert.Throws<IncomingFilesException>(() => IncomingFiles.Match(
            plan, [Folder + "epacems-OH-1", Folder + "epacems-OH-2", Folder + "epacems-in", Folder + "example.done"]));

        Assert.Equal(
            "The files in incoming/d/2026-11-21/ are not those that 'example' expects: "
            + "pattern 'epacems-IN*' (table t) expects exactly one file and matches none of those that are there: epacems-OH-1, epacems-OH-2, epacems-in; "
            + "pattern 'epacems-OH*' (table t) expects exactly one file and matches 2: epacems-OH-1, epacems-OH-2. "
            + "Remove all but one, or expect several with \"count\": \"many\" beside the pattern; "
            + "pattern '*.csv' (table u) expects at least one file and matches none of those that are there: epacems-OH-1, epacems-OH-2, epacems-in.",
            error.Message);
    }

    [Fact]
    public void An_empty_folder_is_said_to_be_empty_and_a_long_list_is_cut()
    {
        var plan = Plan("""{ "pattern": "a", "table": "t" }""");

        Assert.Equal(
            "The files in incoming/d/2026-11-21/ are not those that 'example' expects: pattern 'a' (table t) expects exactly one file and the folder holds none.",
            Assert.Throws<IncomingFilesException>(() => IncomingFiles.Match(plan, [Folder + "example.done"])).Message);
        Assert.EndsWith(
            "b0018, b0019 and 980 more.",
            Assert.Throws<IncomingFilesException>(() => IncomingFiles.Match(plan, Enumerable.Range(0, 1000).Select(i => $"{Folder}b{i:D4}"))).Message);
    }

    [Fact]
    public void A_checksum_is_found_beside_its_file_and_must_be_there()
    {
        var plan = Plan("""{ "pattern": "a*", "table": "t", "checksum": "sha256" }""");

        Assert.Equal(Folder + "a.csv.sha256", Assert.Single(IncomingFiles.Match(plan, [Folder + "a.csv", Folder + "a.csv.sha256"])).ChecksumKey);
        Assert.Equal(
            "The files in incoming/d/2026-11-21/ are not those that 'example' expects: 'a.csv' (pattern 'a*') has no checksum: 'a.csv.sha256' is missing.",
            Assert.Throws<IncomingFilesException>(() => IncomingFiles.Match(plan, [Folder + "a.csv"])).Message);
    }

    [Theory]
    [InlineData("md5", "900150983cd24fb0d6963f7d28e17f72  a.csv\n")]
    [InlineData("md5", " 900150983CD24FB0D6963F7D28E17F72")]
    [InlineData("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad *a.csv")]
    public async Task A_file_with_its_digest_is_accepted(string algorithm, string text)
    {
        await FileChecksum.VerifyAsync(Match(algorithm), new MemoryStream("abc"u8.ToArray()), text, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<IncomingFilesException>(() =>
            FileChecksum.VerifyAsync(Match(algorithm), new MemoryStream("abd"u8.ToArray()), text, TestContext.Current.CancellationToken));
        var found = algorithm == "md5" ? Convert.ToHexStringLower(MD5.HashData("abd"u8)) : Convert.ToHexStringLower(SHA256.HashData("abd"u8));
        Assert.Equal(
            $"The file '{Folder}a.csv' has the digest {found}. Its checksum file '{Folder}a.csv.{algorithm}' says {text.Trim().Split(' ')[0].ToLowerInvariant()}.",
            error.Message);
    }

    [Fact]
    public async Task A_checksum_file_without_digest_is_refused()
    {
        var error = await Assert.ThrowsAsync<IncomingFilesException>(() =>
            FileChecksum.VerifyAsync(Match("md5"), Stream.Null, "nothing here", TestContext.Current.CancellationToken));

        Assert.Equal($"The file '{Folder}a.csv.md5' begins with 'nothing'. Expected the 32 hexadecimal digits of a digest.", error.Message);
    }

    private static IncomingMatch Match(string algorithm) => Assert.Single(IncomingFiles.Match(
        Plan($$"""{ "pattern": "a*", "table": "t", "checksum": "{{algorithm}}" }"""), [Folder + "a.csv", $"{Folder}a.csv.{algorithm}"]));

    private static RunPlan Plan(params string[] incoming) => RunPlanner.Plan(
        Plans.Configuration($$"""
            {
              "done_file": { "dataset": "d" },
              "incoming": [{{string.Join(',', incoming)}}],
              "tables": [
                { "name": "t", "zone": "landing", "columns": [{ "name": "a", "type": "int" }], "partition_keys": [{ "name": "exec_date", "type": "date" }] },
                { "name": "u", "zone": "landing", "columns": [{ "name": "a", "type": "int" }] }
              ]
            }
            """),
        Plans.Request(),
        Plans.Environment,
        new Dictionary<string, string>());
}
