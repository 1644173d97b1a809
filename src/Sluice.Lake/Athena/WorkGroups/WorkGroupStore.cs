using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Athena.WorkGroups;

/// <summary>The work groups, durable. <c>primary</c> is always there.</summary>
internal sealed partial class WorkGroupStore : IDisposable
{
    /// <summary>The work group of queries that name none.</summary>
    public const string Primary = "primary";

    private readonly Journal<WorkGroup> journal;
    private readonly ConcurrentDictionary<string, WorkGroup> groups = new(StringComparer.Ordinal);
    private readonly LakeTime time;

    public WorkGroupStore(LakeFolder folder, LakeTime time)
    {
        this.time = time;
        journal = Journal<WorkGroup>.Open(Path.Combine(folder.Service("athena"), "workgroups.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            groups[entry.Name] = entry;
        }

        if (!groups.ContainsKey(Primary))
        {
            Save(new WorkGroup
            {
                Name = Primary,
                CreationTime = time.Now,
                Configuration = new WorkGroupConfiguration
                {
                    ResultConfiguration = new ResultConfiguration(),
                    EnforceWorkGroupConfiguration = false,
                    EngineVersion = EngineVersion.Three,
                },
            });
        }
    }

    /// <summary>All work groups, by name.</summary>
    public IReadOnlyList<WorkGroup> All => groups.Values.OrderBy(static group => group.Name, StringComparer.Ordinal).ToList();

    /// <summary>The work group.</summary>
    /// <exception cref="Protocol.AwsServiceException">There is none of that name.</exception>
    public WorkGroup Get(string name) =>
        groups.TryGetValue(name, out var group) ? group : throw AthenaErrors.Invalid("INVALID_INPUT", $"WorkGroup {name} is not found.");

    /// <summary>Creates a work group.</summary>
    public void Create(string name, WorkGroupConfiguration? configuration, string? description)
    {
        if (groups.ContainsKey(name))
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", $"WorkGroup {name} is already created");
        }

        Put(name, configuration, description);
    }

    /// <summary>Creates a work group or gives it new settings.</summary>
    public void Put(string name, WorkGroupConfiguration? configuration, string? description)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw AthenaErrors.Invalid(
                "INVALID_INPUT", $"The work group name '{name}' does not match [a-zA-Z0-9._-]{{1,128}}");
        }

        if (configuration?.BytesScannedCutoffPerQuery is < 10_000_000)
        {
            throw AthenaErrors.Invalid(
                "INVALID_INPUT", "BytesScannedCutoffPerQuery must be at least 10000000 (10 MB)");
        }

        Save(new WorkGroup
        {
            Name = name,
            Description = description,
            CreationTime = groups.TryGetValue(name, out var existing) ? existing.CreationTime : time.Now,
            Configuration = (configuration ?? new WorkGroupConfiguration()) with
            {
                EnforceWorkGroupConfiguration = configuration?.EnforceWorkGroupConfiguration ?? true,
                EngineVersion = configuration?.EngineVersion ?? EngineVersion.Three,
            },
        });
    }

    public void Dispose() => journal.Dispose();

    [GeneratedRegex(@"\A[a-zA-Z0-9._-]{1,128}\z")]
    private static partial Regex NamePattern();

    private void Save(WorkGroup group)
    {
        journal.Append(group);
        groups[group.Name] = group;
    }
}
