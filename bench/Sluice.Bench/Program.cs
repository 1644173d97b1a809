using Sluice.Bench;

var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
try
{
    foreach (var benchmark in args.Length == 0 ? ["run", "s3", "backfill"] : args)
    {
        await (benchmark switch
        {
            "run" => RunBenchmark.RunAsync(folder),
            "s3" => ObjectStoreBenchmark.RunAsync(folder),
            "backfill" => BackfillBenchmark.RunAsync(folder),
            _ => throw new ArgumentException($"There is no benchmark '{benchmark}'. There are: run, s3, backfill."),
        });
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
