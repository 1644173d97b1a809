using System.Text;
using Sluice.Lake.Storage;

namespace Sluice.Lake.Lambda;

/// <summary>A function's log, <c>logs/&lt;function&gt;.log</c> in the lake's folder: what it wrote, between START and REPORT lines as in CloudWatch.</summary>
internal sealed class FunctionLog(LakeFolder folder, string function) : IDisposable
{
    private readonly Lock gate = new();
    private FileStream? file;
    private bool isClosed;

    /// <summary>Adds lines. Those of a function that goes on after its lake has stopped are lost: the folder may be another lake's by then.</summary>
    public void Append(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            file ??= new FileStream(
                Path.Combine(folder.Service("logs"), $"{function}.log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Write(bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            file?.Dispose();
            isClosed = true;
        }
    }
}
