namespace SimdSeq.Kernels;

/// <content>Products that idle threads take a part in: panels of outputs of a large matrix, else rows.</content>
public static unsafe partial class MatMul
{
    private static void MultiplyShared<V, T, TStart>(
        Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int yStride, int rows, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        int units = weightStride == InPanels ? (outputs + ColumnsOfPanel - 1) / ColumnsOfPanel : rows;
        var product = new SharedProduct<T>
        {
            X = x,
            XStride = xStride,
            Weights = weights,
            WeightStride = weightStride,
            Bias = bias,
            Y = y,
            YStride = yStride,
            Rows = rows,
            Inputs = inputs,
            Outputs = outputs,
            UnitsOfPart = SharedWork.UnitsOfPart(units),
        };
        SharedWork.Run(&TakePart<V, T, TStart>, &product, (units + product.UnitsOfPart - 1) / product.UnitsOfPart, scratch: null);
    }

    private static void TakePart<V, T, TStart>(void* work, int part, void* scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        ref readonly SharedProduct<T> all = ref *(SharedProduct<T>*)work;
        int first = part * all.UnitsOfPart;
        if (all.WeightStride == InPanels)
        {
            int n = first * ColumnsOfPanel, width = Math.Min(all.UnitsOfPart * ColumnsOfPanel, all.Outputs - n);
            MultiplyPanels<V, T, TStart>(
                all.X, all.XStride, all.Weights + n * all.Inputs, all.Bias + n, all.Y + n * Tile<T>.Lanes, all.YStride, all.Rows,
                all.Inputs, width);
            return;
        }

        MultiplyAlone<V, T, TStart>(
            all.X + first * all.XStride * Tile<T>.Lanes, all.XStride, all.Weights, all.WeightStride, all.Bias,
            all.Y + first * all.YStride * Tile<T>.Lanes, all.YStride, Math.Min(all.UnitsOfPart, all.Rows - first), all.Inputs,
            all.Outputs);
    }

    private struct SharedProduct<T> where T : unmanaged
    {
        public Slab<T> X, Weights, Bias, Y;
        public int XStride, WeightStride, YStride, Rows, Inputs, Outputs, UnitsOfPart;
    }
}
