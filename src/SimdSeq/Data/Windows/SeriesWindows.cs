using SimdSeq.Kernels;

namespace SimdSeq.Data;

/// <summary>
/// Windows over several series as one data set: those of the first series, then those of the second, and so on. None lies over two. Each
/// series is prepared by its own numbers (<see cref="Preparation.Fit(IReadOnlyList{SeriesPart}, WindowOptions, PreparationOptions?)"/>).
/// </summary>
public sealed class SeriesWindows : Dataset<float>
{
    private readonly WindowDataset[] _parts;
    private readonly int[] _starts;
    private readonly Dictionary<string, WindowDataset> _byName = new(StringComparer.Ordinal);
    private readonly Pool<Scratch> _scratch;

    internal SeriesWindows(Preparation preparation, IReadOnlyList<SeriesPart> series, Func<SeriesPart, WindowDataset> lay)
    {
        Preparation = preparation;
        Series = [.. series.Select(part => part.Name)];
        _parts = [.. series.Select(part => part.Do(lay))];
        _starts = new int[_parts.Length];
        long count = 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            _starts[i] = (int)count;
            count += _parts[i].Count;
            if (count > int.MaxValue)
                throw new ArgumentException($"Expected at most {int.MaxValue} windows, got more. Use a stride.", nameof(series));
            _byName.Add(Series[i], _parts[i]);
        }

        Count = (int)count;
        _scratch = new(() => new Scratch(this));
    }

    /// <summary>Names of the series, in order.</summary>
    public IReadOnlyList<string> Series { get; }

    /// <summary>The windows of one series, to predict and measure it alone.</summary>
    /// <param name="series">Its name.</param>
    /// <exception cref="ArgumentException">No series has this name.</exception>
    public WindowDataset this[string series] => _byName.TryGetValue(series, out var windows) ? windows
        : throw new ArgumentException($"Expected one of the series {string.Join(", ", Series)}; got '{series}'.", nameof(series));

    /// <inheritdoc/>
    public override Preparation Preparation { get; }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override int Steps => _parts[0].Steps;

    /// <inheritdoc/>
    public override int Features => _parts[0].Features;

    /// <inheritdoc/>
    public override int MoreInputValues => _parts[0].MoreInputValues;

    /// <inheritdoc/>
    public override int Targets => _parts[0].Targets;

    /// <inheritdoc/>
    public override bool HasWeights => _parts[0].HasWeights;

    /// <inheritdoc/>
    public override double WeightOf(int sample)
    {
        int part = PartOf(Existing(sample));
        return _parts[part].WeightOf(sample - _starts[part]);
    }

    /// <summary>The series that a window lies on, and its number among the windows of that series.</summary>
    /// <param name="sample">Window number.</param>
    public (string Series, int Sample) PlaceOf(int sample)
    {
        int part = PartOf(Existing(sample));
        return (Series[part], sample - _starts[part]);
    }

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        int lanes = Tile<float>.Lanes;
        var numbers = TileArguments.Check(this, samples, stackalloc int[lanes], inputs.Length, targets.Length);
        inputs = inputs[..((Steps * Features + MoreInputValues) * lanes)];
        if (!targets.IsEmpty) targets = targets[..(Targets * lanes)];
        Span<int> parts = stackalloc int[lanes];
        bool isOne = true;
        for (int lane = 0; lane < numbers.Length; lane++)
        {
            parts[lane] = PartOf(numbers[lane]);
            isOne &= parts[lane] == parts[0];
        }

        Span<int> own = stackalloc int[lanes], places = stackalloc int[lanes];
        if (isOne)
        {
            int part = numbers.IsEmpty ? 0 : parts[0];
            for (int lane = 0; lane < numbers.Length; lane++) own[lane] = numbers[lane] - _starts[part];
            _parts[part].Fill(own[..numbers.Length], inputs, targets);
            return;
        }

        inputs.Clear();
        targets.Clear();
        using var lease = _scratch.Rent();
        Span<float> someInputs = lease.Item.Inputs, someTargets = targets.IsEmpty ? [] : lease.Item.Targets;
        for (int from = 0; from < numbers.Length; from++)
        {
            int part = parts[from], count = 0;
            if (part < 0) continue;
            for (int lane = from; lane < numbers.Length; lane++)
            {
                if (parts[lane] != part) continue;
                parts[lane] = -1; // it is done
                (own[count], places[count]) = (numbers[lane] - _starts[part], lane);
                count++;
            }

            _parts[part].Fill(own[..count], someInputs, someTargets);
            Scatter(someInputs, inputs, places[..count]);
            Scatter(someTargets, targets, places[..count]);
        }
    }

    private static void Scatter(ReadOnlySpan<float> from, Span<float> to, ReadOnlySpan<int> places)
    {
        for (int row = 0; row < to.Length; row += Tile<float>.Lanes)
        {
            for (int lane = 0; lane < places.Length; lane++) to[row + places[lane]] = from[row + lane];
        }
    }

    private int PartOf(int sample)
    {
        int place = Array.BinarySearch(_starts, sample);
        return place >= 0 ? place : ~place - 1;
    }

    private sealed class Scratch(SeriesWindows windows)
    {
        public float[] Inputs { get; } =
            new float[(windows.Steps * windows.Features + windows.MoreInputValues) * Tile<float>.Lanes];

        public float[] Targets { get; } = new float[windows.Targets * Tile<float>.Lanes];
    }
}
