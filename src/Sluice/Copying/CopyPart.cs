namespace Sluice.Copying;

/// <summary>A part of an object that is copied by itself.</summary>
/// <param name="Number">Its number in the upload, from 1.</param>
/// <param name="First">Its first byte's offset.</param>
/// <param name="Last">Its last byte's offset.</param>
public readonly record struct CopyPart(int Number, long First, long Last);
