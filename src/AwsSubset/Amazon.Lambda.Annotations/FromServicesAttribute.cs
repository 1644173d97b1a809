namespace Amazon.Lambda.Annotations;

/// <summary>
/// Marks a handler's parameter that comes from the services, from a scope that ends with the invocation.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromServicesAttribute : Attribute
{
}
