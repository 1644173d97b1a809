using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Storage;

namespace Sluice.Lake.Tests.Athena;

public sealed class QueryStoreTests : IDisposable
{
    private readonly string root = Path.Combine(Path.GetTempPath(), $"sluice-queries-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_oldest_queries_that_have_ended_are_forgotten_also_on_disk()
    {
        using (var store = new QueryStore(new LakeFolder(root), mostEnded: 10))
        {
            store.Save(Query(0, QueryExecutionState.RUNNING), "token-0");
            for (var number = 1; number <= 100; number++)
            {
                store.Save(Query(number, QueryExecutionState.QUEUED), $"token-{number}");
                store.Save(Query(number, QueryExecutionState.SUCCEEDED));
            }

            Assert.InRange(store.Ids.Count, 11, 17);
            AssertKept(store);
        }

        Assert.InRange(File.ReadLines(Path.Combine(root, "athena", "queries.jsonl")).Count(), 11, 40);
        using var again = new QueryStore(new LakeFolder(root), mostEnded: 10);
        Assert.Equal(11, again.Ids.Count);
        AssertKept(again);
    }

    private static void AssertKept(QueryStore store)
    {
        Assert.Equal("query-0", store.Ids[0]); // it still runs
        Assert.Equal("query-100", store.Ids[^1]);
        Assert.Equal("query-100", store.FindByToken("token-100")?.QueryExecutionId);
        Assert.Null(store.FindByToken("token-1"));
        Assert.False(store.TryFind("query-1", out _));
    }

    private static QueryExecution Query(int number, QueryExecutionState state) => new()
    {
        QueryExecutionId = $"query-{number}",
        Query = "SELECT 1",
        WorkGroup = "primary",
        Status = new QueryExecutionStatus { State = state },
    };
}
