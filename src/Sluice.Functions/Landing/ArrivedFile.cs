using Sluice.Incoming;

namespace Sluice.Functions.Landing;

/// <summary>A registered file that is there.</summary>
/// <param name="Match">What it was registered as, and where it goes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="EntityTag">Its entity tag: what is copied is what was found and checked.</param>
public sealed record ArrivedFile(IncomingMatch Match, long Bytes, string EntityTag);
