namespace Sluice.Lake.Storage;

/// <summary>The one folder under which the lake keeps everything (<c>.lake/</c> by default).</summary>
public sealed class LakeFolder
{
    /// <summary>The folder; created when it is missing.</summary>
    public LakeFolder(string root)
    {
        Root = Path.GetFullPath(root);
        Directory.CreateDirectory(Root);
    }

    /// <summary>Its full path.</summary>
    public string Root { get; }

    /// <summary>A service's own folder, created when it is missing: <c>s3</c>, <c>glue</c>, <c>athena</c>, <c>stepfunctions</c>.</summary>
    public string Service(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    /// <summary>A new empty folder for one piece of work. On the same volume as the rest, so that files can be moved out of it.</summary>
    public string CreateTemporary(string purpose) =>
        Directory.CreateDirectory(Path.Combine(Root, "tmp", $"{purpose}-{Guid.NewGuid():N}")).FullName;

    /// <summary>Removes what work that was killed left behind. Called once, before the services start.</summary>
    public void ClearTemporary()
    {
        var temporary = Path.Combine(Root, "tmp");
        if (Directory.Exists(temporary))
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
