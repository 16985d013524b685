using SimdSeq.Data;

namespace SimdSeq;

/// <summary>
/// The section of a model's file that holds its preparation. All numbers are little-endian.
/// <code>
/// columns      3 times   input, known ahead, targets: number (int32), and of each name (text), scaling (int32), shift and scale (float64)
/// window       byte      1: it follows; 0: the samples are no windows, and this is the end
/// period, lookback, every, ahead, horizon every
///              int64     in ticks of 100 ns
/// horizon      int32
/// flags        byte      1: differences; 2: a target for each step
/// </code>
/// In version 2, that of several series, of which each has its own numbers, shift and scale above are 0 and 1, and at the end stand
/// <code>
/// series       int32     number
/// series times name (text), and of each column above in order, shift and scale (float64)
/// </code>
/// Stride, bound, weight and rule for missing values belong to training and are not kept.
/// </summary>
internal static class PreparationSection
{
    public const string Name = "preparation";
    public const int Version = 2;
    private const int VersionOfOne = 1;
    private const byte Differences = 1, EachStep = 2;

    /// <summary>The oldest version that can say it: older packages read what they can.</summary>
    public static int VersionOf(Preparation preparation) => preparation.Series.Count == 0 ? VersionOfOne : Version;

    public static byte[] Write(Preparation preparation)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var columns in (ReadOnlySpan<IReadOnlyList<ColumnPreparation>>)[
            preparation.Inputs, preparation.Known, preparation.Targets])
        {
            writer.Write(columns.Count);
            foreach (var column in columns)
            {
                ModelWriter.WriteText(writer, column.Column);
                writer.Write((int)column.Scaling);
                writer.Write(double.IsNaN(column.Shift) ? 0 : column.Shift);
                writer.Write(double.IsNaN(column.Scale) ? 1 : column.Scale);
            }
        }

        writer.Write(preparation.Window is not null);
        if (preparation.Window is { } window)
        {
            var (period, rows) = (preparation.Period, preparation.Rows);
            writer.Write(period.Ticks);
            foreach (int count in (ReadOnlySpan<int>)[rows.Lookback, rows.Step, rows.Ahead, rows.HorizonStep])
                writer.Write((count * period).Ticks);
            writer.Write(rows.Horizon);
            writer.Write((byte)((window.Differences ? Differences : 0) | (window.EachStep ? EachStep : 0)));
        }

        if (preparation.Series.Count > 0) writer.Write(preparation.Series.Count);
        foreach (string series in preparation.Series)
        {
            ModelWriter.WriteText(writer, series);
            var own = preparation.Of(series);
            foreach (var column in own.Inputs.Concat(own.Known).Concat(own.Targets))
            {
                writer.Write(column.Shift);
                writer.Write(column.Scale);
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="ModelFormatException">It says what no preparation is.</exception>
    public static Preparation Read(byte[] bytes, string file, int version)
    {
        using var source = new MemoryStream(bytes);
        using var input = new HashedInput(source, file);
        var inputs = Columns("inputs", 1);
        var known = Columns("columns known ahead", 0);
        var targets = Columns("targets", 0);
        Preparation preparation;
        if (Byte("whether there is a window", 1) == 0)
        {
            if (known.Length + targets.Length > 0)
                throw ModelFormatException.Damaged(file, "no targets without a window", $"{known.Length + targets.Length}");
            if (version > VersionOfOne) throw ModelFormatException.Damaged(file, "a window of several series", "none");
            preparation = new(inputs, [], [], null, TimeSpan.Zero);
        }
        else
        {
            var period = Time("the period");
            var window = new WindowOptions
            {
                Lookback = Time("the lookback"),
                Every = Time("the time between steps"),
                Ahead = Time("the time ahead"),
                HorizonEvery = Time("the time between targets"),
                Horizon = input.ReadInt32("the horizon", 1, int.MaxValue),
                Inputs = Names(inputs),
                Known = Names(known),
                Targets = Names(targets),
            };
            int flags = Byte("the flags of a window", Differences | EachStep);
            window = window with { Differences = (flags & Differences) != 0, EachStep = (flags & EachStep) != 0 };
            preparation = Make(period, window, inputs, known, targets);
            if (version > VersionOfOne) preparation = Several(period, window);
        }

        return source.Position == bytes.Length
            ? preparation
            : throw ModelFormatException.Damaged(file, $"a preparation of {source.Position} bytes", $"{bytes.Length}");

        Preparation Several(TimeSpan period, WindowOptions window)
        {
            var series = new List<(string, Preparation)>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            int count = input.ReadInt32("the number of series", 1, bytes.Length);
            for (int i = 0; i < count; i++)
            {
                string name = input.ReadText($"the name of series {i + 1} of {count}");
                if (!names.Add(name)) throw ModelFormatException.Damaged(file, "different names of series", $"'{name}' twice");
                series.Add((name, Make(period, window, Own(inputs), Own(known), Own(targets))));

                ColumnPreparation[] Own(ColumnPreparation[] columns) => Array.ConvertAll(
                    columns, column => Measured(column.Column, column.Scaling, $"{column.Column} of series {name}"));
            }

            return Preparation.Together(series);
        }

        Preparation Make(
            TimeSpan period, WindowOptions window, ColumnPreparation[] inputs, ColumnPreparation[] known, ColumnPreparation[] targets)
        {
            try
            {
                if (targets.Length == 0) throw new ArgumentException("a window has targets");
                var made = new Preparation(inputs, known, targets, window, period);
                if (window.Differences && made.Bases.Contains(-1)) throw new ArgumentException("differences are of inputs");
                for (int k = 0; k < targets.Length; k++)
                {
                    bool own = targets[k].Scaling == Scaling.PerWindow;
                    if (own != (made.Bases[k] >= 0 && inputs[made.Bases[k]].Scaling == Scaling.PerWindow) && (own || made.Bases[k] >= 0))
                        throw new ArgumentException("a target is scaled as its column among the inputs is");
                }

                if (known.Any(column => column.Scaling == Scaling.PerWindow))
                    throw new ArgumentException("columns known ahead have a scale of the whole");
                return made;
            }
            catch (ArgumentException e)
            {
                throw ModelFormatException.Damaged(file, "a window that can be", e.Message);
            }
        }

        ColumnPreparation[] Columns(string what, int least)
        {
            var columns = new List<ColumnPreparation>();
            int count = input.ReadInt32($"the number of {what}", least, ModelFormat.CountLimit);
            for (int i = 0; i < count; i++)
            {
                string name = input.ReadText($"the name of one of the {what}");
                var scaling = (Scaling)input.ReadInt32($"the scaling of {name}", 0, (int)Scaling.PerWindow);
                columns.Add(Measured(name, scaling, name));
            }

            return columns.DistinctBy(column => column.Column).Count() == count
                ? [.. columns]
                : throw ModelFormatException.Damaged(file, $"different names of the {what}", "one twice");
        }

        ColumnPreparation Measured(string name, Scaling scaling, string what)
        {
            double shift = Number($"the shift of {what}"), scale = Number($"the scale of {what}");
            return double.IsFinite(shift) && double.IsFinite(scale) && scale >= 0
                ? new(name, scaling, shift, scale)
                : throw ModelFormatException.Damaged(
                    file, $"a finite shift and scale of {what}", FormattableString.Invariant($"{shift}, {scale}"));
        }

        string[] Names(ColumnPreparation[] columns) => [.. columns.Select(column => column.Column)];

        double Number(string what) => BitConverter.Int64BitsToDouble(Long(what));

        TimeSpan Time(string what) => Long(what) is > 0 and var ticks
            ? TimeSpan.FromTicks(ticks)
            : throw ModelFormatException.Damaged(file, $"{what} above 0", "less");

        int Byte(string what, int most)
        {
            Span<byte> one = stackalloc byte[1];
            input.Read(one, what);
            return one[0] <= most ? one[0] : throw ModelFormatException.Damaged(file, $"{what} in 0..{most}", $"{one[0]}");
        }

        long Long(string what)
        {
            Span<byte> eight = stackalloc byte[sizeof(long)];
            input.Read(eight, what);
            return System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(eight);
        }
    }
}
