using Sluice.Lake.Storage;

namespace Sluice.Lake.Glue.Jobs;

/// <summary>The jobs of the account.</summary>
internal sealed class JobStore(LakeFolder folder) : NamedRecords<JobRecord>(Path.Combine(folder.Service("glue"), "jobs.jsonl"))
{
    private protected override Exception NotFound(string name) => GlueErrors.JobNotFound(name);

    private protected override Exception Exists(string name) => GlueErrors.JobExists(name);
}
