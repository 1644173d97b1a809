using Sluice.Lake.Hosting;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Secrets;

/// <summary>
/// The secrets, on disk and in memory. Their folder is readable by its owner alone. Nothing in here writes a value anywhere else.
/// Safe for concurrent use.
/// </summary>
internal sealed class SecretStore : ISecrets, IDisposable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, SecretRecord> secrets = new(StringComparer.Ordinal);
    private readonly Journal<SecretRecord> journal;
    private readonly LakeTime time;
    private readonly LakeIdentity identity;

    internal SecretStore(LakeFolder folder, LakeTime time, LakeIdentity identity)
    {
        (this.time, this.identity) = (time, identity);
        var own = folder.Service("secretsmanager");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        journal = Journal<SecretRecord>.Open(Path.Combine(own, "secrets.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Keep(entry);
        }

        if (entries.Count > secrets.Count)
        {
            journal.Rewrite(secrets.Values); // values that have been replaced are not kept
        }
    }

    /// <inheritdoc/>
    public string ReadText(string id)
    {
        var record = Get(id);
        return (record.Current ?? throw SecretsErrors.NoValue(record.Name, SecretRecord.CurrentStage)).SecretString
            ?? throw SecretsErrors.InvalidParameter($"The secret {record.Name} has a binary value, where text is needed.");
    }

    internal IReadOnlyList<SecretRecord> All()
    {
        lock (gate)
        {
            return secrets.Values.ToList();
        }
    }

    /// <summary>The secret of a name or an ARN.</summary>
    internal SecretRecord Get(string id)
    {
        lock (gate)
        {
            return Find(id) ?? throw SecretsErrors.NotFound(id);
        }
    }

    /// <summary>Creates a secret, with a value or without.</summary>
    internal SecretRecord Create(string name, string? description, IReadOnlyList<SecretTag>? tags, SecretVersion? value)
    {
        lock (gate)
        {
            if (Find(name) is { } existing)
            {
                // The same request once more, as a client that lost the answer sends it.
                return value is not null && existing.Current is { } current && current.Id == value.Id && current.SameValue(value)
                    ? existing
                    : throw SecretsErrors.Exists(name);
            }

            return Write(new SecretRecord
            {
                Name = name,
                Arn = SecretArn.Of(identity, name),
                Description = description,
                Tags = tags,
                CreatedDate = time.Now,
                LastChangedDate = time.Now,
                Current = value,
            });
        }
    }

    /// <summary>Gives a secret a new value; the old one becomes the previous one.</summary>
    internal SecretRecord Put(string id, SecretVersion value)
    {
        lock (gate)
        {
            var record = Find(id) ?? throw SecretsErrors.NotFound(id);
            if (new[] { record.Current, record.Previous }.FirstOrDefault(version => version?.Id == value.Id) is { } same)
            {
                return same.SameValue(value) ? record : throw SecretsErrors.TokenReused(record.Name);
            }

            return Write(record with { Current = value, Previous = record.Current, LastChangedDate = time.Now });
        }
    }

    /// <summary>Changes what is said about a secret.</summary>
    internal SecretRecord Describe(string id, string description)
    {
        lock (gate)
        {
            var record = Find(id) ?? throw SecretsErrors.NotFound(id);
            return Write(record with { Description = description, LastChangedDate = time.Now });
        }
    }

    /// <summary>Deletes a secret at once.</summary>
    internal SecretRecord Delete(string id)
    {
        lock (gate)
        {
            var record = Find(id) ?? throw SecretsErrors.NotFound(id);
            Write(record with { Deleted = true, Current = null, Previous = null });
            journal.Rewrite(secrets.Values);
            return record;
        }
    }

    /// <summary>A new version with a value.</summary>
    internal SecretVersion Version(string? token, string? text, byte[]? binary) => new()
    {
        Id = token ?? Guid.NewGuid().ToString(),
        SecretString = text,
        SecretBinary = binary,
        CreatedDate = time.Now,
    };

    public void Dispose() => journal.Dispose();

    private SecretRecord? Find(string id) =>
        secrets.GetValueOrDefault(id) ?? secrets.Values.FirstOrDefault(record => record.Arn == id);

    private SecretRecord Write(SecretRecord record)
    {
        journal.Append(record);
        Keep(record);
        return record;
    }

    private void Keep(SecretRecord record)
    {
        if (record.Deleted)
        {
            secrets.Remove(record.Name);
        }
        else
        {
            secrets[record.Name] = record;
        }
    }
}
