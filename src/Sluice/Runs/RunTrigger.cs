using System.Text.Json.Serialization;

namespace Sluice.Runs;

/// <summary>What started a run.</summary>
[JsonConverter(typeof(WordConverter<RunTrigger>))]
public enum RunTrigger
{
    /// <summary>A done-file landed (EventBridge, Object Created).</summary>
    DoneFile,

    /// <summary>Input with a date: by hand or from a back-fill.</summary>
    Manual,

    /// <summary>Input without a date: the run takes yesterday.</summary>
    Schedule,
}
