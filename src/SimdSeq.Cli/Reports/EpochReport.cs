namespace SimdSeq.Cli;

/// <summary>Figures of one epoch.</summary>
internal sealed record EpochReport(int Epoch, double TrainLoss, double ValidationMae, double ValidationCelsius, double Seconds);
