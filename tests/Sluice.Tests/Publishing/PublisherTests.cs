using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Publishing;
using Sluice.Runs;
using Sluice.Tests.Planning;

namespace Sluice.Tests.Publishing;

public sealed class PublisherTests
{
    private static readonly LocalDate Day = new(2026, 11, 21);

    [Fact]
    public void Partitions_are_created_updated_and_dropped()
    {
        var plan = Publisher.Plan(
            Table("exec_date", "region"),
            Day,
            [],
            [At("new", "2026-11-21", "a"), At("new", "2026-11-21", "b"), At("old", "2026-11-21", "c")],
            [At("old", "2026-11-21", "b"), At("old", "2026-11-21", "c"), At("old", "2026-11-21", "d"), At("old", "2026-11-20", "d")]);

        Assert.Equal(["2026-11-21/a new"], Show(plan.Create));
        Assert.Equal(["2026-11-21/b new"], Show(plan.Update));
        Assert.Equal(["2026-11-21/d old"], Show(plan.Drop));
        Assert.False(plan.IsEmpty);
    }

    [Theory]
    [InlineData("exec_date,region", null, null, "exec_date = '2026-11-21'")]
    [InlineData("year,month,day,hour", "2026-11-03", "2026-11-05", "year = 2026 AND month = 11 AND day BETWEEN 3 AND 5")]
    [InlineData("year,month,day,hour", "2026-10-31", "2026-11-01", "year = 2026 AND month BETWEEN 10 AND 11")]
    [InlineData("year,month,day,hour", "2025-12-31", "2026-01-01", "year BETWEEN 2025 AND 2026")]
    [InlineData("year,month,day", null, null, null)]
    [InlineData("region", null, null, null)]
    public void Only_partitions_of_the_runs_days_are_asked_for(string keys, string? from, string? to, string? expression)
    {
        DateInterval[] days = from is null || to is null ? [] : [new DateInterval(Parse(from), Parse(to))];
        var table = Table(keys.Split(','));
        table = table with { PartitionKeys = [.. table.PartitionKeys.Select(key => key with { Type = key.Name == "exec_date" ? "date" : "int" })] };

        Assert.Equal(expression, Publisher.PresentFilter(table, Day, days));
        Assert.Equal(
            expression is not null && keys.StartsWith("exec_date", StringComparison.Ordinal) ? expression : null,
            Publisher.PresentFilter(table with { PartitionKeys = [.. table.PartitionKeys.Select(key => key with { Type = "string" })] }, Day, days));

        static LocalDate Parse(string text) => ExecDate.TryParse(text, out var date) ? date : throw new ArgumentException(text, nameof(text));
    }

    /// <summary>Of the types that Glue's page lists, and of all keys: of others it says that it throws.</summary>
    [Theory]
    [InlineData("string", true)]
    [InlineData("decimal(9,2)", true)]
    [InlineData("varchar(50)", false)]
    [InlineData("char(2)", false)]
    [InlineData("boolean", false)]
    public void None_are_asked_for_by_an_expression_where_Glue_does_not_take_a_keys_type(string type, bool isTaken)
    {
        var table = Table("exec_date", "region");
        table = table with { PartitionKeys = [table.PartitionKeys[0] with { Type = "date" }, table.PartitionKeys[1] with { Type = type }] };

        Assert.Equal(isTaken, Publisher.PresentFilter(table, Day, []) is not null);
    }

    [Fact]
    public void Days_that_other_dates_own_too_stay_where_they_are_to()
    {
        DateInterval[] days = [new DateInterval(Day, Day.PlusDays(1))];
        PartitionLocation[] present = [At("a", "2026", "11", "21"), At("b", "2026", "11", "22"), At("b", "2026", "11", "23")];
        var table = Table("year", "month", "day");
        var plan = Publisher.Plan(table, Day, days, [At("new", "2026", "11", "21"), At("new", "2026", "11", "22")], present, partition => partition.Location.Contains('b'));
        Assert.Equal(["2026/11/21 new"], Show(plan.Update));
        Assert.Equal(["year=2026/month=11/day=22"], plan.Left);
        Assert.Equal(["year=2026/month=11/day=21", "year=2026/month=11/day=22"], Publisher.Plan(table, Day, days, [], present, static _ => true).Left);

        // A date's own partition is nobody else's.
        Assert.Empty(Publisher.Plan(Table("exec_date"), Day, [], [At("new", "2026-11-21")], [At("old", "2026-11-21")], static _ => true).Left);
    }

    [Fact]
    public void A_day_of_which_any_hour_stays_stays_whole()
    {
        DateInterval[] days = [new DateInterval(Day, Day.PlusDays(1))];
        var table = Table("year", "month", "day", "hour");
        PartitionLocation[] staged =
        [
            At("old", "2026", "11", "21", "22"), At("old", "2026", "11", "21", "23"), At("old", "2026", "11", "22", "22"), At("old", "2026", "11", "22", "23"),
        ];

        // The newer run has dropped hour 23 of the 22nd; hour 21 shows a run that was before both.
        PartitionLocation[] present = [At("first", "2026", "11", "21", "21"), At("first", "2026", "11", "22", "21"), At("newer", "2026", "11", "22", "22")];
        var plan = Publisher.Plan(table, Day, days, staged, present, partition => partition.Location == "newer");

        Assert.Equal(["2026/11/21/22 old", "2026/11/21/23 old"], Show(plan.Create));
        Assert.Empty(plan.Update);
        Assert.Equal(["2026/11/21/21 first"], Show(plan.Drop));
        Assert.Equal(
            ["year=2026/month=11/day=22/hour=21", "year=2026/month=11/day=22/hour=22", "year=2026/month=11/day=22/hour=23"],
            plan.Left);
        Assert.Equal(Names([At("newer", "2026", "11", "22", "22"), .. present[1..2], .. staged[..2]]), Names(Apply(present, plan)));
    }

    [Fact]
    public void Of_a_day_that_shows_no_run_nothing_stays()
    {
        DateInterval[] days = [new DateInterval(Day, Day)];
        var table = Table("year", "month", "day", "hour");
        var plan = Publisher.Plan(table, Day, days, [At("old", "2026", "11", "21", "7")], [At("newer", "2026", "11", "20", "7")], static _ => true);

        Assert.Equal(["2026/11/21/7 old"], Show(plan.Create));
        Assert.Empty(plan.Left);
    }

    [Fact]
    public void A_run_without_rows_drops_its_day()
    {
        var plan = Publisher.Plan(Table("exec_date"), Day, [], [], [At("old", "2026-11-20"), At("old", "2026-11-21")]);

        Assert.Equal(["2026-11-21 old"], Show(plan.Drop));
    }

    [Fact]
    public void Without_an_exec_date_key_nothing_is_dropped_and_any_day_may_be_staged()
    {
        var plan = Publisher.Plan(Table("year", "month"), Day, [], [At("new", "2026", "10")], [At("old", "2026", "11"), At("old", "2026", "10")]);

        Assert.Empty(plan.Create);
        Assert.Equal(["2026/10 new"], Show(plan.Update));
        Assert.Empty(plan.Drop);
    }

    [Fact]
    public void Another_days_partition_is_refused()
    {
        var error = Assert.Throws<PublishingException>(() => Publisher.Plan(
            Table("region", "exec_date"), Day, [], [At("new", "a", "2026-11-21"), At("new", "a", "2026-11-20")], []));

        Assert.Equal(
            "The run for exec_date 2026-11-21 staged the partition region=a/exec_date=2026-11-20 of processed_db_dev.t. It may publish its own date alone: "
            + "have the SQL select {{ exec_date }} AS exec_date. Nothing was published.",
            error.Message);
    }

    [Fact]
    public void In_a_table_by_year_month_and_day_the_days_of_the_range_are_replaced()
    {
        var plan = Publisher.Plan(
            Table("year", "month", "day", "hour"),
            Day,
            [Days("2026-10-30", "2026-11-01"), Days("2026-11-02", "2026-11-02")],
            [At("new", "2026", "10", "31", "7"), At("new", "2026", "11", "2", "7")],
            [
                At("old", "2026", "10", "29", "7"), At("old", "2026", "10", "30", "7"), At("old", "2026", "10", "31", "7"),
                At("old", "2026", "11", "01", "7"), At("old", "2026", "11", "3", "7"), At("old", "2025", "10", "30", "7"),
                At("old", "__HIVE_DEFAULT_PARTITION__", "10", "30", "7"), At("old", "2026", "10", "32", "7"),
            ]);

        Assert.Equal(["2026/11/2/7 new"], Show(plan.Create));
        Assert.Equal(["2026/10/31/7 new"], Show(plan.Update));
        Assert.Equal(["2026/10/30/7 old", "2026/11/01/7 old"], Show(plan.Drop));
    }

    [Theory]
    [InlineData("2026", "11", "3")]
    [InlineData("__HIVE_DEFAULT_PARTITION__", "11", "2")]
    public void A_day_outside_of_the_range_is_refused(string year, string month, string day)
    {
        var error = Assert.Throws<PublishingException>(() => Publisher.Plan(
            Table("year", "month", "day"), Day, [Days("2026-11-01", "2026-11-02")], [At("new", year, month, day)], []));

        Assert.Equal(
            $"The run for exec_date 2026-11-21 staged the partition year={year}/month={month}/day={day} of processed_db_dev.t. It may publish the days of its range, "
            + "2026-11-01 to 2026-11-02: have the SQL keep those from {{ from_date }} to {{ to_date }}. Nothing was published.",
            error.Message);
    }

    [Fact]
    public void Batches_are_as_large_as_Glue_takes()
    {
        var plan = Publisher.Plan(
            Table("exec_date", "n"),
            Day,
            [],
            Enumerable.Range(0, 250).Select(i => At("new", "2026-11-21", $"{i}")),
            Enumerable.Range(101, 250).Select(i => At("old", "2026-11-21", $"{i}")));

        Assert.Equal([100, 1], plan.Create.Select(batch => batch.Count));
        Assert.Equal([100, 49], plan.Update.Select(batch => batch.Count));
        Assert.Equal([25, 25, 25, 25, 1], plan.Drop.Select(batch => batch.Count));
    }

    [Fact]
    public void A_slash_at_the_end_is_no_other_location()
    {
        Assert.True(Publisher.Plan(Table("exec_date"), Day, [], [At("s3://b/x/", "2026-11-21")], [At("s3://b/x", "2026-11-21")]).IsEmpty);
    }

    [Fact]
    public void Published_twice_changes_nothing_and_afterwards_the_day_is_what_was_staged()
    {
        var regions = Gen.SubListOf(Enumerable.Range(0, 300).Select(i => $"r{i}")).ToArbitrary();

        Prop.ForAll(regions, regions, (stagedRegions, presentRegions) =>
        {
            var table = Table("exec_date", "region");
            var staged = stagedRegions.Select(region => At("new", "2026-11-21", region)).ToList();
            var present = presentRegions.SelectMany(region => new[] { At("old", "2026-11-21", region), At("other", "2026-11-20", region) }).ToList();

            var after = Apply(present, Publisher.Plan(table, Day, [], staged, present));

            return Publisher.Plan(table, Day, [], staged, after).IsEmpty
                && Names(after.Where(partition => partition.Values[0] == "2026-11-21")).SetEquals(Names(staged))
                && Names(after.Where(partition => partition.Values[0] != "2026-11-21"))
                    .SetEquals(Names(present.Where(partition => partition.Values[0] != "2026-11-21")));
        }).QuickCheckThrowOnFailure();
    }

    private static List<PartitionLocation> Apply(IEnumerable<PartitionLocation> present, PublishingPlan plan)
    {
        var table = present.ToDictionary(Key);
        foreach (var partition in plan.Create.SelectMany(batch => batch))
        {
            table.Add(Key(partition), partition); // as Glue does, throws when it is there
        }

        foreach (var partition in plan.Update.SelectMany(batch => batch))
        {
            Assert.True(table.ContainsKey(Key(partition)));
            table[Key(partition)] = partition;
        }

        foreach (var partition in plan.Drop.SelectMany(batch => batch))
        {
            Assert.True(table.Remove(Key(partition)));
        }

        return [.. table.Values];
    }

    private static string Key(PartitionLocation partition) => string.Join('/', partition.Values);

    private static HashSet<string> Names(IEnumerable<PartitionLocation> partitions) =>
        [.. partitions.Select(partition => $"{Key(partition)} {partition.Location}")];

    private static IEnumerable<string> Show(IReadOnlyList<IReadOnlyList<PartitionLocation>> batches) =>
        batches.SelectMany(batch => batch).Select(partition => $"{Key(partition)} {partition.Location}");

    private static DateInterval Days(string from, string to) => new(ExecDate.Parse(from, "a test"), ExecDate.Parse(to, "a test"));

    [Fact]
    public void What_a_run_replaces_does_not_remain()
    {
        var run = Plans.Of("SELECT a, b, exec_date, region FROM x", execDate: "2026-11-21");
        var table = run.Table("processed_db_dev", "out");

        Assert.Equal(["old"], Remaining(run, table, At("run=1", "2026-11-21", "x"), At("run=1", "2026-11-21", "y"), At("old", "2026-11-20", "x")));
        Assert.Empty(Remaining(run, table with { PartitionKeys = [] }, At("whole")));

        // By region alone nobody knows which partitions the run is going to write.
        Assert.Equal(["one"], Remaining(run, table with { PartitionKeys = table.PartitionKeys.Skip(1).ToList() }, At("one", "x")));
    }

    [Fact]
    public void Of_a_table_that_a_run_does_not_replace_everything_remains()
    {
        var run = Plans.Of("SELECT a, b, exec_date, region FROM x", """ "table": "out", "write": "append" """, "2026-11-21");
        var table = run.Table("processed_db_dev", "out");

        Assert.Equal(["own", "old"], Remaining(run, table, At("own", "2026-11-21", "x"), At("old", "2026-11-20", "x")));
        Assert.Equal(["whole"], Remaining(run, table with { PartitionKeys = [] }, At("whole")));
        Assert.Empty(Remaining(run, table with { PartitionKeys = [] }, At("s3://proc/processed_db_dev/out/unpublished/")));
    }

    [Fact]
    public void Of_a_range_remains_what_is_outside_and_what_a_newer_run_shows()
    {
        var run = Plans.Of("SELECT a, b, exec_date, region FROM x", """ "table": "out", "date_range": { "until": "yesterday", "partitions_per_day": 1 } """, "2026-11-21");
        var table = run.Table("processed_db_dev", "out") with { PartitionKeys = Table("year", "month", "day").PartitionKeys };
        var (last, older, newer) = (run.DaysOf("processed_db_dev", "out").Max(static days => days.End), "s3://b/run=20250101t000000_00000000/", "s3://b/run=20990101t000000_00000000/");

        Assert.Equal(
            [newer, "outside"],
            Remaining(run, table, Of(older, last), Of(newer, last.PlusDays(-1)), Of("outside", last.PlusDays(1))));

        static PartitionLocation Of(string location, LocalDate day) => At(location, $"{day.Year}", $"{day.Month}", $"{day.Day}");
    }

    private static IEnumerable<string> Remaining(RunPlan run, TablePlan table, params PartitionLocation[] present) =>
        Publisher.Remaining(run, table, [.. present.Select(static place => new DescribedPartition(place, []))]).Select(static partition => partition.Place.Location);

    private static PartitionLocation At(string location, params string[] values) => new(values, location);

    private static TablePlan Table(params string[] keys) => new()
    {
        Database = "processed_db_dev",
        Name = "t",
        Zone = Zone.Processed,
        Location = "s3://proc/processed_db_dev/t/",
        Format = TableFormat.Parquet,
        Columns = [new ColumnConfiguration("a", "int")],
        PartitionKeys = [.. keys.Select(key => new ColumnConfiguration(key, "string"))],
        Storage = TableStorage.Of(TableFormat.Parquet),
    };
}
