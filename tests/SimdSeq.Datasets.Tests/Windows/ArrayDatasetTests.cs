using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public class ArrayDatasetTests
{
    public static TheoryData<int> Widths => [1, 2, 3, 4, 5, 7, 8, 11, 13, 14, 15, 16, 17, 23, 31, 32, 33, 63, 64, 65];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryLaneCountInFloat(int features) => CheckAllLanes(features, lanes: 16, value => (float)value);

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryLaneCountInDouble(int features) => CheckAllLanes(features, lanes: 8, value => (double)value);

    [Fact]
    public void LengthsAreChecked()
    {
        Assert.Contains(
            "2 steps x 3 features", Assert.Throws<ArgumentException>(() => new ArrayDataset<float>(new float[7], [], 2, 3)).Message);
        Assert.Contains(
            "1 targets for each of 2", Assert.Throws<ArgumentException>(() => new ArrayDataset<float>(new float[12], [1], 2, 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArrayDataset<float>([], [], 0, 3));
        Assert.Equal(2, new ArrayDataset<float>(new float[12], new float[4], 2, 3, targetCount: 2).Count);
    }

    private static void CheckAllLanes<T>(int features, int lanes, Func<int, T> value) where T : unmanaged
    {
        const int Steps = 3, Targets = 2, Count = 40;
        T[] inputs = [.. Enumerable.Range(1, Count * Steps * features).Select(value)];
        T[] targets = [.. Enumerable.Range(1, Count * Targets).Select(i => value(-i))];
        var dataset = new ArrayDataset<T>(inputs, targets, Steps, features, Targets);
        int width = Steps * features;
        for (int used = 0; used <= lanes; used++)
        {
            int[] samples = [.. Enumerable.Range(0, used).Select(i => (i * 7 + used) % Count)];
            T[] tile = [.. Enumerable.Repeat(value(-99), width * lanes + 1)];
            T[] targetTile = [.. Enumerable.Repeat(value(-99), Targets * lanes + 1)];
            dataset.Fill(samples, tile, targetTile);
            for (int lane = 0; lane < lanes; lane++)
            {
                for (int e = 0; e < width; e++)
                    Assert.Equal(lane < used ? inputs[samples[lane] * width + e] : default, tile[e * lanes + lane]);
                for (int t = 0; t < Targets; t++)
                    Assert.Equal(lane < used ? targets[samples[lane] * Targets + t] : default, targetTile[t * lanes + lane]);
            }

            Assert.Equal(value(-99), tile[^1]);
            Assert.Equal(value(-99), targetTile[^1]);
        }
    }
}
