namespace Sluice.Lake.Storage;

/// <summary>What <see cref="NamedRecords{T}"/> keeps under a name. Replaced whole at each change.</summary>
internal interface INamedRecord
{
    /// <summary>Its name, which never changes.</summary>
    string Name { get; }

    /// <summary>Whether this is the journal's mark that the record was deleted.</summary>
    bool Deleted { get; }
}
