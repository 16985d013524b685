namespace SimdSeq.Kernels;

/// <content>Gradients that idle threads take a part in: each part has columns of d of its own.</content>
public static unsafe partial class WeightGradient
{
    /// <summary>Columns that are handed out together: whole blocks at every vector width.</summary>
    private const int SharedColumns = 12;

    private static long MultiplyAdds<T>(int rows, ReadOnlySpan<GradientSum<T>> sums) where T : unmanaged
    {
        long inputs = 0;
        foreach (ref readonly GradientSum<T> sum in sums) inputs += (long)sum.Inputs * sum.Columns;
        return rows * inputs;
    }

    private static void AccumulateShared<V, T>(Slab<T> d, int dStride, int rows, Slab<T> scratch, ReadOnlySpan<GradientSum<T>> sums)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int columns = 0;
        foreach (ref readonly GradientSum<T> sum in sums) columns = Math.Max(columns, sum.EndColumn);
        int ofPart = SharedWork.UnitsOfPart((columns + SharedColumns - 1) / SharedColumns) * SharedColumns;
        fixed (GradientSum<T>* first = sums)
        {
            var all = new SharedSums<T>
            {
                D = d,
                DStride = dStride,
                Rows = rows,
                First = first,
                Count = sums.Length,
                ColumnsOfPart = ofPart,
            };
            SharedWork.Run(&TakePart<V, T>, &all, (columns + ofPart - 1) / ofPart, scratch.Address);
        }
    }

    private static void TakePart<V, T>(void* work, int part, void* scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref readonly SharedSums<T> all = ref *(SharedSums<T>*)work;
        int from = part * all.ColumnsOfPart, to = from + all.ColumnsOfPart, count = 0;
        GradientSum<T>* sums = stackalloc GradientSum<T>[all.Count];
        for (int i = 0; i < all.Count; i++)
        {
            var cut = all.First[i].Within(from, to);
            if (cut.Columns > 0) sums[count++] = cut;
        }

        AccumulateAlone<V, T>(all.D, all.DStride, all.Rows, new Slab<T>((T*)scratch), new ReadOnlySpan<GradientSum<T>>(sums, count));
    }

    private struct SharedSums<T> where T : unmanaged
    {
        public Slab<T> D;
        public GradientSum<T>* First;
        public int DStride, Rows, Count, ColumnsOfPart;
    }
}
