namespace Amazon.Lambda.Annotations;

/// <summary>
/// How a function is packaged.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-package.html">AWS's page</see>.
/// </summary>
public enum LambdaPackageType
{
    /// <summary>A zip file.</summary>
    Zip = 0,

    /// <summary>A container image.</summary>
    Image = 1,
}
