using NodaTime;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class RunKeysTests
{
    [Fact]
    public void Keys_of_a_run()
    {
        var keys = new RunKeys("traffic", new LocalDate(2026, 11, 21), "20261121t061530_ca978112");

        Assert.Equal("runs/traffic/2026-11-21/20261121t061530_ca978112/plan.json", keys.Plan);
        Assert.Equal("runs/traffic/2026-11-21/20261121t061530_ca978112/failure.json", keys.Failure);
        Assert.Equal("runs/traffic/2026-11-21/20261121t061530_ca978112/published.json", keys.Published);
        Assert.Equal("runs/traffic/2026-11-21/20261121t061530_ca978112/sql/01_x.sql", keys.Sql("01_x"));
        Assert.Equal("runs/traffic/2026-11-21/20261121t061530_ca978112/results/slow/000001500.json", keys.ResultRow("slow", 1500));
        Assert.Equal("runs/traffic/2026-11-21/0061.lock", RunKeys.Lock("traffic", keys.ExecDate, "0061"));
        Assert.Equal("pipelines/traffic/pipeline.json", RunKeys.PipelineConfiguration("traffic"));
    }

    [Fact]
    public void A_lock_is_held_by_its_own_execution_alone()
    {
        var held = new RunLock { ExecutionName = "one", RunId = "20261121t061530_ca978112" };

        Assert.True(held.IsHeldBy("one"));
        Assert.False(held.IsHeldBy("two"));
    }
}
