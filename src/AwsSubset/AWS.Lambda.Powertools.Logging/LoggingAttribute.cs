namespace AWS.Lambda.Powertools.Logging;

/// <summary>
/// Puts the invocation's facts (<c>function_name</c>, <c>function_request_id</c>, <c>cold_start</c> …) on a handler's lines.
/// </summary>
/// <remarks>
/// The official package weaves that into the handler as it compiles. Here it is a mark: the host that runs the handler,
/// as the lake does, appends those keys with <see cref="Logger.AppendKeys(IEnumerable{KeyValuePair{string, object}})"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public class LoggingAttribute : Attribute
{
    /// <summary>Forgets appended keys after each invocation. Here keys never outlive the invocation.</summary>
    public bool ClearState { get; set; }
}
