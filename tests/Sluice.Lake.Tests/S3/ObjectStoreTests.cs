using System.Text;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.S3;

public sealed class ObjectStoreTests : IDisposable
{
    private const string Bucket = "sluice-landing-000000000000-dev";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "sluice-s3-" + Guid.NewGuid().ToString("N"));
    private ObjectStore store;

    public ObjectStoreTests()
    {
        store = Open();
        store.EnsureBucket(Bucket);
    }

    [Fact]
    public async Task Put_KeepsTheKeysFoldersAndItsExtension()
    {
        var stored = await PutAsync("landing_db/emissions/exec_date=2026-11-21/epacems-1996-IN.parquet", "PAR1");

        Assert.Equal("\"2b85af6abf9be8e9a8bb4d661cde9488\"", stored.ETag);
        Assert.Equal(4, stored.Size);
        Assert.Matches(
            @"s3/sluice-landing-000000000000-dev/landing_db/emissions/exec_date=2026-11-21/[0-9A-F]{16}~~epacems-1996-IN\.parquet$",
            stored.FilePath.Replace('\\', '/'));
        Assert.Equal("PAR1", await File.ReadAllTextAsync(stored.FilePath, TestContext.Current.CancellationToken));
        Assert.Equal(stored, store.Find(Bucket, stored.Key));
    }

    [Fact]
    public async Task Put_OfTheSameKey_LeavesTheOldFileToItsReaders_UntilTheStoreCloses()
    {
        var old = await PutAsync("a", "old");
        var replacement = await PutAsync("a", "new");

        Assert.Equal("old", await File.ReadAllTextAsync(old.FilePath, TestContext.Current.CancellationToken));
        Assert.Equal("new", await File.ReadAllTextAsync(replacement.FilePath, TestContext.Current.CancellationToken));
        Assert.True(string.CompareOrdinal(old.Sequencer, replacement.Sequencer) < 0);
        store.Dispose();
        Assert.False(File.Exists(old.FilePath));
        Assert.True(File.Exists(replacement.FilePath));
    }

    [Fact]
    public async Task Reopened_HasWhatWasThere_AndSequencersGrowOn()
    {
        await PutAsync("a/b", "1");
        await PutAsync("a", "2");
        var last = await PutAsync("c", "3");
        store.Delete(Bucket, "a");
        store.Dispose();

        store = Open();

        Assert.Equal(["a/b", "c"], store.List(Bucket, "").Select(stored => stored.Key));
        var reread = store.Find(Bucket, "c")!;
        Assert.Equal((last.ETag, last.Size, last.LastModified, last.FilePath, last.Sequencer), (reread.ETag, reread.Size, reread.LastModified, reread.FilePath, reread.Sequencer));
        Assert.True(string.CompareOrdinal(last.Sequencer, (await PutAsync("d", "4")).Sequencer) < 0);
    }

    [Fact]
    public async Task Reopened_AfterAKill_DropsTheHalfWrittenLine_AndSweepsFilesThatNoLineNames()
    {
        var kept = await PutAsync("exec_date=2026-11-20/kept", "1");
        var lost = await PutAsync("exec_date=2026-11-21/lost", "2");
        store.Dispose();
        var journal = Path.Combine(folder, "s3", ".index", Bucket + ".jsonl");
        await using (var file = new FileStream(journal, FileMode.Open))
        {
            file.SetLength(file.Length - 5);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "s3", Bucket, "notes.txt"), "a person's own", TestContext.Current.CancellationToken);

        store = Open();
        await store.Sweep;

        Assert.Equal(["exec_date=2026-11-20/kept"], store.List(Bucket, "").Select(stored => stored.Key));
        Assert.True(File.Exists(kept.FilePath));
        Assert.False(Directory.Exists(Path.GetDirectoryName(lost.FilePath)));
        Assert.True(File.Exists(Path.Combine(folder, "s3", Bucket, "notes.txt")));
    }

    [Fact]
    public async Task List_IsInTheOrderOfUtf8Bytes()
    {
        string[] keys = ["\U0001F600", "\uFFFD", "é", "a/b", "a", "a!", "B"];
        foreach (var key in keys)
        {
            await PutAsync(key, key);
        }

        Assert.Equal(["B", "a", "a!", "a/b", "é", "\uFFFD", "\U0001F600"], store.List(Bucket, "").Select(stored => stored.Key));
        Assert.Equal(["a", "a!", "a/b"], store.List(Bucket, "a").Select(stored => stored.Key));
    }

    [Fact]
    public async Task Write_OfManyAtOnce_ThatMustBeTheFirst_LetsOneWin()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(number => Task.Run(() =>
        {
            var path = store.NewFile();
            File.WriteAllText(path, $"{number}");
            try
            {
                store.Write(Bucket, "lock", new ObjectDraft { FilePath = path, Size = 1, ETag = $"\"{number}\"" }, new WriteCondition(IfAbsent: true, null), "PutObject");
                return $"\"{number}\"";
            }
            catch (S3Exception exception) when (exception.Code == "PreconditionFailed")
            {
                return null;
            }
        })));

        Assert.Equal(store.Find(Bucket, "lock")!.ETag, Assert.Single(outcomes, tag => tag is not null));
    }

    [Fact]
    public async Task ObjectCreated_IsRaisedAfterTheObjectIsThere()
    {
        var seen = new List<(string Key, string Reason, bool Found)>();
        store.ObjectCreated += (stored, reason) => seen.Add((stored.Key, reason, store.Find(stored.Bucket, stored.Key) is not null));

        await PutAsync("incoming/x/2026-11-21/x.done", "");

        Assert.Equal([("incoming/x/2026-11-21/x.done", "PutObject", true)], seen);
    }

    [Fact]
    public async Task PutFile_MovesTheFile()
    {
        var path = Path.Combine(new LakeFolder(folder).CreateTemporary("query"), "out.csv");
        await File.WriteAllTextAsync(path, "a,b\n", TestContext.Current.CancellationToken);

        var stored = await store.PutFileAsync(Bucket, "results/out.csv", path, TestContext.Current.CancellationToken);

        Assert.False(File.Exists(path));
        Assert.Equal(4, stored.Size);
        Assert.Equal("a,b\n", await File.ReadAllTextAsync(stored.FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AnUnknownBucket_IsNoSuchBucket()
    {
        var error = await Assert.ThrowsAsync<S3Exception>(() => store.PutAsync("nowhere", "a", Stream.Null, "text/plain", TestContext.Current.CancellationToken));

        Assert.Equal(("NoSuchBucket", "The specified bucket does not exist"), (error.Code, error.Message));
    }

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private ObjectStore Open() => new(new LakeFolder(folder), new LakeTime(TimeProvider.System));

    private Task<StoredObject> PutAsync(string key, string text) =>
        store.PutAsync(Bucket, key, new MemoryStream(Encoding.UTF8.GetBytes(text)), "text/plain", TestContext.Current.CancellationToken);
}
