namespace Sluice.Lake.Hosting;

/// <summary>Something that a function's role has to allow.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Action">As in a policy: <c>s3:GetObject</c>.</param>
/// <param name="Resource">The ARN; <c>*</c> where AWS defines none.</param>
/// <param name="Prefix">The prefix of a listing: the condition key <c>s3:prefix</c>; null for all else.</param>
/// <param name="Delimiter">What ends the folders of a listing, which are listed as one each: <c>s3:delimiter</c>; null for all else.</param>
public sealed record FunctionCall(string Function, string Action, string Resource, string? Prefix = null, string? Delimiter = null);
