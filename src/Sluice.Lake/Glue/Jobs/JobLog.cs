using System.Globalization;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Jobs;

/// <summary>What AWS writes to the log group <c>/aws-glue/jobs/output</c>: a file for each run under <c>glue/jobs/</c>.</summary>
internal sealed class JobLog(LakeFolder folder, LakeTime time, string runId)
{
    private readonly string path = Path.Combine(
        Directory.CreateDirectory(Path.Combine(folder.Service("glue"), "jobs")).FullName, $"{runId}.log"); // an id is letters and digits

    internal void Info(string message) => Write("INFO", message);

    internal void Error(string message) => Write("ERROR", message);

    private void Write(string level, string message) => File.AppendAllText(
        path, $"{time.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} {level} : {message.ReplaceLineEndings(" ")}\n");
}
