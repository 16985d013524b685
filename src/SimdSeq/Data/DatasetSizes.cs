namespace SimdSeq.Data;

/// <summary>What the sizes of any data set are, whoever wrote it.</summary>
internal static class DatasetSizes
{
    /// <summary>The order of so many samples is 4 GiB, and no count of theirs leaves an <see cref="int"/>.</summary>
    private const int MostSamples = 1 << 30;

    /// <summary>Throws unless there are samples and no size is below what it can be.</summary>
    public static void Check(Dataset data, string argument)
    {
        AtLeast(0, data.Count, nameof(data.Count));
        AtLeast(1, data.Steps, nameof(data.Steps));
        AtLeast(1, data.Features, nameof(data.Features));
        AtLeast(0, data.Targets, nameof(data.Targets));
        AtLeast(0, data.InitialStates, nameof(data.InitialStates));
        AtLeast(0, data.MoreInputValues, nameof(data.MoreInputValues));
        if (data.Count == 0) throw new ArgumentException("The data set has no samples.", argument);
        if (data.Count > MostSamples)
            throw new ArgumentException(
                $"The data set has {data.Count} samples; at most {MostSamples} are taken. Divide it into parts.", argument);

        void AtLeast(int least, int got, string size)
        {
            if (got < least) throw new ArgumentException($"The data set's {size} is {got}; expected at least {least}.", argument);
        }
    }
}
