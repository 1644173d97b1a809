using FsCheck;
using FsCheck.Fluent;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.Glue.Catalog;

public sealed class GlueCatalogTests : IDisposable
{
    private readonly string root = Path.Combine(Path.GetTempPath(), "sluice-catalog-" + Guid.NewGuid().ToString("N"));

    private enum Kind
    {
        Create,
        Move,
        Delete,
        DropTable,
        Reopen,
    }

    /// <summary>Whatever is done to partitions, with restarts anywhere between, the catalog holds what a plain set would.</summary>
    [Fact]
    public void AgreesWithAPlainSet_AcrossRestarts()
    {
        var steps = from kind in Gen.Elements(Kind.Create, Kind.Create, Kind.Create, Kind.Move, Kind.Delete, Kind.DropTable, Kind.Reopen)
                    from first in Gen.Choose(0, 5)
                    from second in Gen.Choose(0, 5)
                    select (kind, first.ToString(), second.ToString());
        Prop.ForAll(
            steps.ListOf().ToArbitrary(),
            list =>
            {
                var folder = new LakeFolder(Path.Combine(root, Guid.NewGuid().ToString("N")));
                var catalog = Open(folder);
                catalog.CreateDatabase(new GlueDatabase { Name = "db" });
                catalog.CreateTable(Table());
                var model = new SortedSet<string>(StringComparer.Ordinal);
                foreach (var (kind, first, second) in list)
                {
                    switch (kind)
                    {
                        case Kind.Create:
                            Assert.Equal(model.Add(first), Succeeds(() => catalog.CreatePartition(Partition(first))));
                            break;
                        case Kind.Move:
                            var moves = model.Contains(first) && (first == second || !model.Contains(second));
                            Assert.Equal(moves, Succeeds(() => catalog.UpdatePartition([first], Partition(second))));
                            if (moves)
                            {
                                model.Remove(first);
                                model.Add(second);
                            }

                            break;
                        case Kind.Delete:
                            Assert.Equal(model.Remove(first), Succeeds(() => catalog.DeletePartition("db", "t", [first])));
                            break;
                        case Kind.DropTable:
                            catalog.DeleteTable("db", "t");
                            catalog.CreateTable(Table());
                            model.Clear();
                            break;
                        default:
                            catalog.Dispose();
                            catalog = Open(folder);
                            break;
                    }

                    Assert.Equal(model, catalog.Partitions("db", "t").Select(static partition => partition.Values[0]));
                }

                catalog.Dispose();
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task ManyWriters_LoseNothing()
    {
        var folder = new LakeFolder(root);
        using (var catalog = Open(folder))
        {
            catalog.CreateDatabase(new GlueDatabase { Name = "db" });
            catalog.CreateTable(Table());
            await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
            {
                for (var number = 0; number < 50; number++)
                {
                    catalog.CreatePartition(Partition($"{writer}-{number}"));
                    _ = catalog.Partitions("db", "t").Count;
                }
            })));
        }

        using var reopened = Open(folder);
        Assert.Equal(400, reopened.Partitions("db", "t").Count);
    }

    [Fact]
    public void AJournalOfOldEntries_IsCompactedWhenOpened()
    {
        var folder = new LakeFolder(root);
        using (var catalog = Open(folder))
        {
            catalog.CreateDatabase(new GlueDatabase { Name = "db" });
            catalog.CreateTable(Table());
            for (var number = 0; number < 20; number++)
            {
                catalog.UpdateTable(Table() with { Description = $"{number}" });
            }
        }

        var journal = Path.Combine(folder.Root, "glue", "catalog.jsonl");
        Assert.Equal(22, File.ReadAllLines(journal).Length);
        using var reopened = Open(folder);
        Assert.Equal(2, File.ReadAllLines(journal).Length);
        Assert.Equal(("19", "20"), (reopened.FindTable("db", "t")?.Description, reopened.FindTable("db", "t")?.VersionId));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static GlueCatalog Open(LakeFolder folder) => new(folder, new LakeTime(TimeProvider.System), new LakeIdentity());

    private static GlueTable Table() => new()
    {
        Name = "t",
        DatabaseName = "db",
        PartitionKeys = [new GlueColumn { Name = "d", Type = "string" }],
    };

    private static GluePartition Partition(string value) => new() { DatabaseName = "db", TableName = "t", Values = [value] };

    private static bool Succeeds(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (AwsServiceException)
        {
            return false;
        }
    }
}
