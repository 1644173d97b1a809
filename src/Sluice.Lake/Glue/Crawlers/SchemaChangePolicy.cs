namespace Sluice.Lake.Glue.Crawlers;

/// <summary>What a crawler does about tables that have changed or vanished. New tables and partitions are always added.</summary>
public sealed record SchemaChangePolicy
{
    /// <summary><c>UPDATE_IN_DATABASE</c> (also when absent) or <c>LOG</c>.</summary>
    public string? UpdateBehavior { get; init; }

    /// <summary><c>DEPRECATE_IN_DATABASE</c> (also when absent), <c>DELETE_FROM_DATABASE</c> or <c>LOG</c>.</summary>
    public string? DeleteBehavior { get; init; }
}
