namespace SimdSeq.Kernels;

/// <content>What <see cref="SumPanels"/> works on at a time: some features of some inputs, and the columns whose sums are
/// kept.</content>
public static partial class WeightGradient
{
    /// <summary>Neighbouring features of an input within a panel.</summary>
    private struct PanelPart
    {
        /// <summary>The first sum that has this input.</summary>
        public int Sum;

        /// <summary>First feature.</summary>
        public int Input;

        /// <summary>Number of features.</summary>
        public int Inputs;

        /// <summary>Features of the panel before it.</summary>
        public int Start;
    }

    /// <summary>What a panel reads and where its copies and sums are.</summary>
    private ref struct Panel<T>(PanelSize size, Slab<T> d, int dStride, int rows, ReadOnlySpan<GradientSum<T>> sums, Slab<T> scratch)
        where T : unmanaged
    {
        public readonly PanelSize Size = size;
        public readonly Slab<T> D = d;
        public readonly int DStride = dStride;
        public readonly int Rows = rows;
        public readonly ReadOnlySpan<GradientSum<T>> Sums = sums;
        public readonly Slab<T> CopyOfInputs = scratch;
        public readonly Slab<T> CopyOfD = scratch + size.TilesOfInputs * Tile<T>.Lanes;
        public readonly Slab<T> BiasSums = scratch + size.TilesOfCopies * Tile<T>.Lanes;
        public readonly Slab<T> LaneSums = scratch + (size.TilesOfCopies + size.Columns) * Tile<T>.Lanes;
        public ReadOnlySpan<PanelPart> Parts;

        /// <summary>Whether it is the first, which sums biases too.</summary>
        public bool IsFirst;

        /// <summary>First column whose sums are kept.</summary>
        public int Column;

        /// <summary>Columns whose sums are kept.</summary>
        public int Columns;

        public readonly int EndColumn => Column + Columns;

        /// <summary>Columns from here that belong to the same sums, as many as a block takes or evenly less.</summary>
        public readonly int ColumnsOfGroup(int column)
        {
            int end = EndColumn;
            foreach (ref readonly GradientSum<T> sum in Sums)
            {
                if (sum.Column > column)
                    end = Math.Min(end, sum.Column);
                else if (sum.EndColumn > column)
                    end = Math.Min(end, sum.EndColumn);
            }
            int blocks = (end - column + Size.ColumnsOfBlock - 1) / Size.ColumnsOfBlock;
            return (end - column + blocks - 1) / blocks;
        }

        /// <summary>Whether a column is in a sum with this one's input; without an input: in one of a bias.</summary>
        public readonly bool IsSummed(int column, in GradientSum<T> with)
        {
            foreach (ref readonly GradientSum<T> sum in Sums)
            {
                if (sum.HasSameInput(with) && sum.Covers(column))
                    return true;
            }
            return false;
        }
    }
}
