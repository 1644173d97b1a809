namespace Amazon.Lambda.Annotations;

/// <summary>
/// Marks the class whose <c>ConfigureServices(IServiceCollection)</c> registers what functions are given. One a project.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public class LambdaStartupAttribute : Attribute
{
}
