namespace SimdSeq.Cli;

/// <summary>How to train: the recipe's settings, with those of the command line over them.</summary>
internal sealed record TrainingSettings(int Epochs, int StepsPerEpoch, int BatchSize, double LearningRate, int Threads, long Seed);
