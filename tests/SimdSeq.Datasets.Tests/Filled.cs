using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

/// <summary>One sample as a tile holds it.</summary>
internal static class Filled
{
    /// <summary>Inputs and targets of a sample, put beside another one into a tile that held something else.</summary>
    public static (float[] Inputs, float[] Targets) Of(Dataset<float> data, int sample)
    {
        int lanes = Tile<float>.Lanes, lane = 1;
        float[] inputs = Enumerable.Repeat(-7f, data.Steps * data.Features * lanes).ToArray(),
            targets = Enumerable.Repeat(-7f, data.Targets * lanes).ToArray();
        data.Fill([0, sample], inputs, targets);
        for (int i = 0; i < inputs.Length; i += lanes) Assert.All(inputs[(i + 2)..(i + lanes)], value => Assert.Equal(0, value));
        return (Lane(inputs), Lane(targets));

        float[] Lane(float[] tile) => [.. tile.Where((_, i) => i % lanes == lane)];
    }
}
