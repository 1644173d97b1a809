using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Protocol;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateJob.html"/>: the update takes the place of the definition.</summary>
internal sealed class UpdateJob(JobStore jobs, LakeTime time) : GlueOperation<UpdateJob.Request, UpdateJob.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        jobs.Change(request.JobName, record =>
        {
            var definition = Read(request) with { Tags = record.Definition.Tags };
            JobRules.Check(definition);
            return record with { Definition = definition, LastModifiedOn = time.Now };
        });
        return new Response(request.JobName);
    }

    /// <summary>A JobUpdate is a definition without name and tags.</summary>
    private static JobDefinition Read(Request request)
    {
        foreach (var member in (ReadOnlySpan<string>)["Name", "Tags"])
        {
            if (request.JobUpdate.ContainsKey(member))
            {
                throw GlueErrors.InvalidInput($"UpdateJob does not change {member}: leave it out of JobUpdate.");
            }
        }

        var definition = (JsonObject)request.JobUpdate.DeepClone();
        definition["Name"] = request.JobName;
        try
        {
            return definition.Deserialize<JobDefinition>(AwsJson.Options)!; // an object never reads as null
        }
        catch (JsonException exception)
        {
            throw GlueErrors.InvalidInput($"UpdateJob: {AwsJson.Explain(exception)}");
        }
    }

    internal sealed record Request
    {
        public required string JobName { get; init; }

        public required JsonObject JobUpdate { get; init; }
    }

    internal sealed record Response(string JobName);
}
