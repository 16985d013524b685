namespace SimdSeq.Data;

/// <summary>The values of the rows that windows lie on, prepared once: inputs, values known ahead, targets.</summary>
internal sealed class WindowValues
{
    /// <summary>Prepares them.</summary>
    /// <param name="series">The series, in its own units.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="preparation">What is done to them; null: nothing.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The last row; beyond the end of the series stands nothing.</param>
    public WindowValues(TimeSeries series, WindowColumns columns, Preparation? preparation, int from, int to)
    {
        FirstRow = from;
        int count = Math.Min(to, series.Rows - 1) - from + 1;
        bool asItIs = preparation is null && columns.Inputs.SequenceEqual(Enumerable.Range(0, series.Features));
        if (asItIs) (FirstRow, from, count) = (0, 0, series.Rows);
        Inputs = asItIs ? series.Array1D : new float[(long)count * columns.Inputs.Length];
        Known = new float[(long)count * columns.Known.Length];
        Targets = new double[(long)count * columns.Targets.Length];
        for (int c = 0; !asItIs && c < columns.Inputs.Length; c++)
            Prepare(columns.Inputs[c], preparation?.Inputs[c], (i, z) => Inputs[i * columns.Inputs.Length + c] = (float)z);
        for (int c = 0; c < columns.Known.Length; c++)
            Prepare(columns.Known[c], preparation?.Known[c], (i, z) => Known[i * columns.Known.Length + c] = (float)z);
        for (int c = 0; c < columns.Targets.Length; c++)
            Prepare(columns.Targets[c], preparation?.Targets[c], (i, z) => Targets[i * columns.Targets.Length + c] = z);

        void Prepare(int column, ColumnPreparation? its, Action<int, double> put)
        {
            for (int i = 0; i < count; i++)
            {
                float value = series[from + i, column];
                put(i, its is null ? value : its.ApplyTo(value, series, from + i));
            }
        }
    }

    /// <summary>The row of the series that is the first here.</summary>
    public int FirstRow { get; }

    /// <summary><c>[row][input]</c>.</summary>
    public float[] Inputs { get; }

    /// <summary><c>[row][known]</c>.</summary>
    public float[] Known { get; }

    /// <summary><c>[row][target]</c>, not yet rounded.</summary>
    public double[] Targets { get; }
}
