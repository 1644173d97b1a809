using Amazon.Athena;
using Amazon.Glue;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using AWS.Lambda.Powertools.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NodaTime;
using Sluice.Copying;
using Sluice.Functions.Assets;
using Sluice.Functions.Athena;
using Sluice.Functions.Catalog;
using Sluice.Functions.Closing;
using Sluice.Functions.Landing;
using Sluice.Functions.Lineage;
using Sluice.Functions.Publishing;
using Sluice.Functions.Quality;
using Sluice.Functions.Stages;

// Amazon.Lambda.Core has one, too.
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Sluice.Functions;

/// <summary>
/// What functions are given. Each is made once per container, on first use. What a host has registered before stays: the
/// lake and tests bring clients and settings of their own.
/// </summary>
[LambdaStartup]
public sealed class Startup
{
    /// <summary>Registers the clients, the settings and the parts that functions share.</summary>
    public void ConfigureServices(IServiceCollection services)
    {
        // Powertools decides by POWERTOOLS_LOG_LEVEL; without this, version 3 never sees what is below Information.
        services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Trace).AddPowertoolsLogger());
        services.TryAddSingleton(static _ => FunctionSettings.Read(Environment.GetEnvironmentVariable));
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.TryAddSingleton<IAmazonS3>(static _ => new AmazonS3Client());
        services.TryAddSingleton<IAmazonGlue>(static _ => new AmazonGlueClient());
        services.TryAddSingleton<IAmazonAthena>(static _ => new AmazonAthenaClient());

        services.TryAddSingleton(CopyLimits.OfS3);
        services.TryAddSingleton<S3Objects>();
        services.TryAddSingleton<S3Copies>();
        services.TryAddSingleton<PipelineStore>();
        services.TryAddSingleton<RunStore>();
        services.TryAddSingleton<DateClaims>();
        services.TryAddSingleton<CatalogTables>();
        services.TryAddSingleton<TableConflicts>();
        services.TryAddSingleton<CatalogPartitions>();
        services.TryAddSingleton<CatalogCrawlers>();
        services.TryAddSingleton<LandingFiles>();
        services.TryAddSingleton<LandedPlaces>();
        services.TryAddSingleton<DoneFiles>();
        services.TryAddSingleton<StatementQueries>();
        services.TryAddSingleton<StartedQueries>();
        services.TryAddSingleton<RunRemains>();
        services.TryAddSingleton<CheckQueries>();
        services.TryAddSingleton<TablePublisher>();
        services.TryAddSingleton<OldRuns>();
        services.TryAddSingleton<KeptRun>();
        services.TryAddSingleton<KeptRuns>();
        services.TryAddSingleton<StageTargets>();
        services.TryAddSingleton<StageLeftovers>();
        services.TryAddSingleton<StepJobs>();
        services.TryAddSingleton<StageInputs>();
        services.TryAddSingleton<LineageEvents>();
    }
}
