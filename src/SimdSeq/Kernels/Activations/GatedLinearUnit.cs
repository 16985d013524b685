using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary><c>y = a σ(b)</c>, a being the first half of a row and b the second (Dauphin et al. 2017).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class GatedLinearUnit
{
    /// <summary>Rows of a tile, or the one row of a sample. Reads and writes them and nothing behind them.</summary>
    /// <param name="x">Rows of <c>2 half</c> values.</param>
    /// <param name="y">Receives rows of <paramref name="half"/> values.</param>
    /// <param name="half">Half the values of a row, all lanes counted.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, T>(Slab<T> x, Slab<T> y, int half, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int whole = half - half % V.Count;
        var math = VectorMath<V, T>.Load();
        for (int row = 0; row < rows; row++, x += 2 * half, y += half)
        {
            for (int i = 0; i < whole; i += V.Count) (V.Load(x, i) * math.Sigmoid(V.Load(x, half + i))).Store(y, i);
            if (whole == half) continue;
            var single = VectorMath<ScalarOf<T>, T>.Load();
            for (int i = whole; i < half; i++)
                (ScalarOf<T>.Load(x, i) * single.Sigmoid(ScalarOf<T>.Load(x, half + i))).Store(y, i);
        }
    }

    /// <summary>The gradient: <c>da = dy σ(b)</c>, <c>db = dy a σ(b) (1 - σ(b))</c>.</summary>
    /// <param name="x">What was given, rows of <c>2 half</c> values.</param>
    /// <param name="dy">The gradient of the answer.</param>
    /// <param name="dx">Receives that of <paramref name="x"/>.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    /// <param name="half">Half the values of a row, as whole vectors.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<V, T>(Slab<T> x, Slab<T> dy, Slab<T> dx, bool adds, int half, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        var math = VectorMath<V, T>.Load();
        for (int row = 0; row < rows; row++, x += 2 * half, dx += 2 * half, dy += half)
        {
            for (int i = 0; i < half; i += V.Count)
            {
                V gate = math.Sigmoid(V.Load(x, half + i)), da = V.Load(dy, i) * gate;
                V db = da * V.Load(x, i) * (V.Broadcast(Constant.Rounded<T>(1)) - gate);
                (adds ? V.Load(dx, i) + da : da).Store(dx, i);
                (adds ? V.Load(dx, half + i) + db : db).Store(dx, half + i);
            }
        }
    }
}
