#nullable disable
namespace Amazon.Lambda.Annotations;

/// <summary>
/// Makes a method a Lambda function. The official package's source generator writes the handler class
/// <c>{Class}_{Method}_Generated</c> that AWS starts; the lake finds the method by that same name.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public class LambdaFunctionAttribute : Attribute
{
    /// <summary>The function's logical id in the template.</summary>
    public string ResourceName { get; set; }

    /// <summary>Seconds an invocation may take.</summary>
    public uint Timeout { get; set; }

    /// <summary>Memory, in mebibytes.</summary>
    public uint MemorySize { get; set; }

    /// <summary>The role the function takes.</summary>
    public string Role { get; set; }

    /// <summary>Managed policies of the function's role, separated by commas.</summary>
    public string Policies { get; set; }

    /// <summary>How the function is packaged; a zip file unless said otherwise.</summary>
    public LambdaPackageType PackageType { get; set; }
}
