using System.Text;
using System.Text.Json;

namespace Sluice.Lake.Storage;

/// <summary>
/// An append-only file of JSON lines: the durable form of every service's state. A line is handed to the operating system
/// before <c>Append</c> returns, so it survives the process being killed; a last line that was cut off is dropped
/// on reading. Safe for concurrent use.
/// </summary>
public sealed class Journal<T> : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Default)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private readonly Lock gate = new();
    private readonly string path;
    private FileStream file;

    private Journal(string path, FileStream file) => (this.path, this.file) = (path, file);

    /// <summary>Opens the journal at a path, creating it when it is missing, and returns what it holds.</summary>
    /// <exception cref="InvalidDataException">A line other than the last is not JSON: names file and line.</exception>
    public static Journal<T> Open(string path, out IReadOnlyList<T> entries)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a journal always lies in a service's folder
        var (read, length) = Read(path);
        entries = read;
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        file.SetLength(length);
        file.Seek(0, SeekOrigin.End);
        return new Journal<T>(path, file);
    }

    /// <summary>What the journal at a path holds, for reading one that nobody writes any more.</summary>
    /// <exception cref="InvalidDataException">A line other than the last is not JSON: names file and line.</exception>
    public static IReadOnlyList<T> ReadAll(string path) => Read(path).Entries;

    /// <summary>Adds an entry. When this returns, the entry survives a kill.</summary>
    public void Append(T entry) => Append([entry]);

    /// <summary>Adds entries in one write.</summary>
    public void Append(IReadOnlyCollection<T> entries)
    {
        using var buffer = new MemoryStream();
        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(buffer, entry, Options);
            buffer.WriteByte((byte)'\n');
        }

        lock (gate)
        {
            var end = file.Position;
            try
            {
                file.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
            }
            catch (IOException)
            {
                TakeBack(end);
                throw;
            }
        }
    }

    /// <summary>On a full disk half a line may have been written, which the next entry would join.</summary>
    private void TakeBack(long end)
    {
        try
        {
            file.SetLength(end);
            file.Seek(end, SeekOrigin.Begin);
        }
        catch (IOException)
        {
            // The failed write is what is reported; a line that is broken is, when it is read.
        }
    }

    /// <summary>Replaces the whole content, atomically: for compaction.</summary>
    public void Rewrite(IEnumerable<T> entries)
    {
        lock (gate)
        {
            var replacement = path + ".new";
            using (var stream = new FileStream(replacement, FileMode.Create, FileAccess.Write))
            {
                foreach (var entry in entries)
                {
                    JsonSerializer.Serialize(stream, entry, Options);
                    stream.WriteByte((byte)'\n');
                }

                stream.Flush(flushToDisk: true);
            }

            file.Dispose();
            File.Move(replacement, path, overwrite: true);
            file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            file.Dispose();
        }
    }

    private static (List<T> Entries, long Length) Read(string path)
    {
        var entries = new List<T>();
        if (!File.Exists(path))
        {
            return (entries, 0);
        }

        var bytes = File.ReadAllBytes(path).AsSpan();
        var start = 0;
        for (var line = 1; start < bytes.Length; line++)
        {
            var end = bytes[start..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break; // the process was killed in the middle of this line: it was never promised to anyone
            }

            try
            {
                entries.Add(JsonSerializer.Deserialize<T>(bytes.Slice(start, end), Options)
                    ?? throw new JsonException("the line is null"));
            }
            catch (JsonException exception)
            {
                throw new InvalidDataException(
                    $"{path}, line {line}: not an entry of this journal: {exception.Message} " +
                    $"({Encoding.UTF8.GetString(bytes.Slice(start, Math.Min(end, 80)))}). Remove the lake's folder to start afresh.",
                    exception);
            }

            start += end + 1;
        }

        return (entries, start);
    }
}
