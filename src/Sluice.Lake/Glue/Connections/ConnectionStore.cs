using Sluice.Lake.Storage;

namespace Sluice.Lake.Glue.Connections;

/// <summary>The connections of the account.</summary>
internal sealed class ConnectionStore(LakeFolder folder) : NamedRecords<ConnectionRecord>(Path.Combine(folder.Service("glue"), "connections.jsonl"))
{
    private protected override Exception NotFound(string name) => GlueErrors.ConnectionNotFound(name);

    private protected override Exception Exists(string name) => GlueErrors.ConnectionExists(name);
}
