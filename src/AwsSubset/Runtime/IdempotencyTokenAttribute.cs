namespace Sluice.AwsSubset;

/// <summary>
/// Marks a request's token: a call that sets none sends a new one, and its retries the same, so that a lost answer does
/// not make the service do the thing twice.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdempotencyTokenAttribute : Attribute
{
}
