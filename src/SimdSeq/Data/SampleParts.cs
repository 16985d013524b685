namespace SimdSeq.Data;

/// <summary>Arrays of equally many samples as one array, in which the parts of a sample lie one behind the other.</summary>
internal static class SampleParts
{
    /// <summary>Puts arrays together.</summary>
    /// <param name="parts">Arrays <c>[sample][width]</c>.</param>
    /// <param name="widths">The width of each.</param>
    public static T[] Together<T>(IReadOnlyList<T[]> parts, IReadOnlyList<int> widths)
    {
        int width = widths.Sum(), count = parts.Count == 0 ? 0 : parts[0].Length / widths[0], at = 0;
        var all = new T[(long)count * width];
        for (int i = 0; i < parts.Count; i++)
        {
            for (int sample = 0; sample < count; sample++)
                parts[i].AsSpan(sample * widths[i], widths[i]).CopyTo(all.AsSpan(sample * width + at));
            at += widths[i];
        }

        return all;
    }

    /// <summary>Takes one apart.</summary>
    /// <param name="all">What was put together.</param>
    /// <param name="widths">The width of each part.</param>
    public static T[][] Apart<T>(T[] all, IReadOnlyList<int> widths)
    {
        int width = widths.Sum(), count = all.Length / width, at = 0;
        var parts = new T[widths.Count][];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = new T[count * widths[i]];
            for (int sample = 0; sample < count; sample++)
                all.AsSpan(sample * width + at, widths[i]).CopyTo(parts[i].AsSpan(sample * widths[i]));
            at += widths[i];
        }

        return parts;
    }
}
