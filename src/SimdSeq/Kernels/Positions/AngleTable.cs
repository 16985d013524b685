using System.Runtime.InteropServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Sines and cosines of <c>step · 10000^(-2i / features)</c> (Vaswani et al. 2017), made once in a process for every number of features:
/// they are no parameters, and take no memory of a model. Made of multiply-adds in double, so the bits are those of any machine that has
/// them fused.
/// </summary>
internal static unsafe class AngleTable<T> where T : unmanaged
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, (int Steps, nint Address)> Tables = [];

    /// <summary><c>[step][i][sine, cosine]</c> of so many steps at least.</summary>
    /// <param name="steps">Steps.</param>
    /// <param name="features">Features; i runs to the half of them.</param>
    public static Slab<T> Of(int steps, int features)
    {
        lock (Gate)
        {
            // What is too short now is still read elsewhere, and stays.
            if (Tables.TryGetValue(features, out var table) && table.Steps >= steps) return new((T*)table.Address);
            int pairs = (features + 1) / 2;
            var memory = (T*)NativeMemory.AlignedAlloc((nuint)steps * (nuint)pairs * 2 * (nuint)sizeof(T), 64);
            for (int step = 0; step < steps; step++) Fill(new(memory + (nint)step * pairs * 2), step, features);
            Tables[features] = (steps, (nint)memory);
            return new(memory);
        }
    }

    /// <summary>
    /// Those of one step, <c>[i][sine, cosine]</c>: of the table, or beyond it made anew, with the bits that it would have.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="steps">Steps of the table.</param>
    /// <param name="features">Features.</param>
    /// <param name="room">Room for a step that the table has not.</param>
    public static Slab<T> Row(long step, int steps, int features, Slab<T> room)
    {
        if (step < steps) return Of(steps, features) + (int)step * ((features + 1) / 2 * 2);
        Fill(room, step, features);
        return room;
    }

    /// <summary>The sines and cosines of one step, the same bits.</summary>
    /// <param name="row">Receives them, <c>[i][sine, cosine]</c>.</param>
    /// <param name="step">The step.</param>
    /// <param name="features">Features.</param>
    private static void Fill(Slab<T> row, long step, int features)
    {
        var math = VectorMath<ScalarOf<double>, double>.Load();
        double value;
        var one = new Slab<double>(&value);
        for (int i = 0; 2 * i < features; i++)
        {
            math.Exp(ScalarOf<double>.Broadcast(-2.0 * i / features * 9.210340371976182736)).Store(one); // ln 10000
            double quarters = step * value * 0.63661977236758134308, whole = Math.Round(quarters), rest = quarters - whole; // 2 / π
            VectorMath<ScalarOf<double>, double>.SinOfQuarters(ScalarOf<double>.Broadcast(rest)).Store(one);
            double sine = value;
            VectorMath<ScalarOf<double>, double>.SinOfQuarters(ScalarOf<double>.Broadcast(1 - Math.Abs(rest))).Store(one);
            double cosine = value;
            (sine, cosine) = ((long)whole & 3) switch
            {
                0 => (sine, cosine),
                1 => (cosine, -sine),
                2 => (-sine, -cosine),
                _ => (-cosine, sine),
            };
            row[2 * i] = Constant.Rounded<T>(sine);
            row[2 * i + 1] = Constant.Rounded<T>(cosine);
        }
    }
}
