namespace Sluice.Local.Samples;

/// <summary>The samples there are.</summary>
public static class SampleCatalog
{
    private static readonly ISample[] Samples =
        [new StateEmissionSample(), new TrafficSample(), new AccessLogsSample(), new BookingsSample(), new CustomersSample()];

    /// <summary>The pipelines that have a sample, sorted.</summary>
    public static IReadOnlyList<string> Pipelines => Samples.Select(static sample => sample.Pipeline).Order().ToList();

    /// <summary>A pipeline's sample, or null when it has none.</summary>
    public static ISample? Find(string pipeline) => Samples.FirstOrDefault(sample => sample.Pipeline == pipeline);
}
