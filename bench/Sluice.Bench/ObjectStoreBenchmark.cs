using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Lake.Hosting;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Bench;

/// <summary>The object store in process and over HTTP, beside writing and reading plain files.</summary>
internal static class ObjectStoreBenchmark
{
    private const string Bucket = "landing";
    private const int SmallCount = 2000;
    private const int ManyCount = 35_000;
    private const int LargeSize = 256 * 1024 * 1024;

    public static async Task RunAsync(string folder)
    {
        var small = new byte[4096];
        var large = new byte[LargeSize];
        Random.Shared.NextBytes(large);
        var plain = Directory.CreateDirectory(Path.Combine(folder, "plain")).FullName;
        var store = new ObjectStore(new LakeFolder(folder), new LakeTime(TimeProvider.System));
        store.EnsureBucket(Bucket);
        await using var server = await ServeAsync(store);
        using var http = new HttpClient { BaseAddress = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        var plainPut = await Measurement.MedianAsync(() => RepeatAsync(number => File.WriteAllBytesAsync(Path.Combine(plain, $"{number}"), small)));
        var plainGet = await Measurement.MedianAsync(() => RepeatAsync(number => File.ReadAllBytesAsync(Path.Combine(plain, $"{number}"))));
        Measurement.Report("put 4 KiB, in process", await Measurement.MedianAsync(() => RepeatAsync(number => store.PutAsync(Bucket, $"small/{number}", new MemoryStream(small), "text/plain", default))), SmallCount, plainPut);
        Measurement.Report("put 4 KiB, HTTP", await Measurement.MedianAsync(() => RepeatAsync(number => PutAsync(http, $"http/{number}", small))), SmallCount, plainPut);
        Measurement.Report("get 4 KiB, HTTP", await Measurement.MedianAsync(() => RepeatAsync(number => http.GetByteArrayAsync(new Uri($"/{Bucket}/http/{number}", UriKind.Relative)))), SmallCount, plainGet);

        var plainLarge = Path.Combine(plain, "large");
        var plainWrite = await Measurement.MedianAsync(() => File.WriteAllBytesAsync(plainLarge, large));
        var plainCopy = await Measurement.MedianAsync(() => CopyAsync(plainLarge, plainLarge + ".copy"));
        Measurement.Report("put 256 MiB, HTTP", await Measurement.MedianAsync(() => PutAsync(http, "large", large)), 1, plainWrite);
        Measurement.Report("get 256 MiB to a file, HTTP", await Measurement.MedianAsync(() => DownloadAsync(http, plainLarge + ".got")), 1, plainCopy);

        for (var number = SmallCount; number < ManyCount; number++)
        {
            await store.PutAsync(Bucket, $"many/{number}", Stream.Null, "text/plain", default);
        }

        store.Dispose();
        var start = Stopwatch.GetTimestamp();
        using var reopened = new ObjectStore(new LakeFolder(folder), new LakeTime(TimeProvider.System));
        Console.WriteLine($"{$"open with {reopened.List(Bucket, "").Count} objects",-44} {Stopwatch.GetElapsedTime(start).TotalMilliseconds,10:F3} ms");
    }

    private static async Task<WebApplication> ServeAsync(ObjectStore store)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.Run(new S3Protocol(store, new LakeIdentity(), new LakeTime(TimeProvider.System)).HandleAsync);
        await server.StartAsync();
        return server;
    }

    private static async Task RepeatAsync(Func<int, Task> work)
    {
        for (var number = 0; number < SmallCount; number++)
        {
            await work(number);
        }
    }

    private static async Task PutAsync(HttpClient http, string key, byte[] bytes)
    {
        using var response = await http.PutAsync(new Uri($"/{Bucket}/{key}", UriKind.Relative), new ByteArrayContent(bytes));
        response.EnsureSuccessStatusCode();
    }

    private static async Task DownloadAsync(HttpClient http, string path)
    {
        await using var content = await http.GetStreamAsync(new Uri($"/{Bucket}/large", UriKind.Relative));
        await using var file = File.Create(path);
        await content.CopyToAsync(file, 1024 * 1024);
    }

    private static async Task CopyAsync(string from, string to)
    {
        await using var source = File.OpenRead(from);
        await using var target = File.Create(to);
        await source.CopyToAsync(target, 1024 * 1024);
    }
}
