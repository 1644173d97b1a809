using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Sluice.Auditing;
using Sluice.Functions.Assets;
using Sluice.Functions.Contracts;

namespace Sluice.Functions;

/// <summary>
/// Makes one comprehensive audit configuration for each audited table, from the pipeline's list of attributes and its
/// templates: all that RunAudit needs to render the table's SQL.
/// </summary>
public sealed class AuditConfigGen(RunStore runs, S3Objects objects, FunctionSettings settings)
{
    /// <summary>Makes the run's audit configurations.</summary>
    [LambdaFunction(ResourceName = "AuditConfigGenFunction", Timeout = 60, MemorySize = 512)]
    public Task<AuditConfigGenOutput> Handle(RunInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => MakeAsync(input, token));
    }

    private async Task<AuditConfigGenOutput> MakeAsync(RunInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        var keys = new List<string>();
        foreach (var configuration in plan.Audit?.Configurations(plan) ?? [])
        {
            var key = AuditPlan.ConfigurationKey(plan.Keys, configuration.Table);
            await objects.WriteAsync(settings.AssetsBucket, key, configuration.ToJson(), "application/json", cancellationToken);
            keys.Add(key);
        }

        return new AuditConfigGenOutput { Configurations = keys };
    }
}
