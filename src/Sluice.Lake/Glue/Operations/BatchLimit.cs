namespace Sluice.Lake.Glue.Operations;

/// <summary>The sizes that Glue's batch calls accept.</summary>
internal static class BatchLimit
{
    /// <summary>Refuses a batch that is too long.</summary>
    internal static void Check<T>(IReadOnlyList<T> batch, string member, int max)
    {
        if (batch.Count > max)
        {
            throw GlueErrors.InvalidInput(
                $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must have length less " +
                $"than or equal to {max}. It has {batch.Count}: split the batch.");
        }
    }
}
