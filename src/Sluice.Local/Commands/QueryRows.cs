namespace Sluice.Local.Commands;

/// <summary>A statement's result, rendered as Athena renders it.</summary>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Rows">The rows; a null is a NULL.</param>
public sealed record QueryRows(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows);

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Athena's type: <c>varchar</c>, <c>bigint</c>, <c>decimal</c> …</param>
public sealed record QueryColumn(string Name, string Type);
