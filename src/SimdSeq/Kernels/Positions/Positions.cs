using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>What tells a layer that compares steps with each other where they stand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class Positions
{
    /// <summary><c>y[t, f] = x[t, f] + row t of a table</c>, over a tile.</summary>
    /// <param name="x">Values, <c>[row][feature][lane]</c>.</param>
    /// <param name="table">The table, <c>[row][feature]</c>.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="features">Features of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<V, T>(Slab<T> x, Slab<T> table, Slab<T> y, int rows, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        for (int i = 0, at = 0; i < rows * features; i++)
        {
            V value = V.Broadcast(table[i]);
            for (int lane = 0; lane < lanes; lane += V.Count, at += V.Count) (V.Load(x, at) + value).Store(y, at);
        }
    }

    /// <summary>The table's gradient: the sum of that of the answers over the lanes is added.</summary>
    /// <param name="dy">Gradient of the answers, <c>[row][feature][lane]</c>.</param>
    /// <param name="gradient">Receives it, <c>[row][feature]</c>.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="features">Features of a row.</param>
    public static void AddGradient<T>(Slab<T> dy, Slab<T> gradient, int rows, int features) where T : unmanaged =>
        LaneSum.Add(dy.Address, gradient.Address, rows * features);

    /// <summary>The sines and cosines of a sinusoidal table, for <see cref="Add"/>.</summary>
    public static Slab<T> Sinusoids<T>(int rows, int features) where T : unmanaged => AngleTable<T>.Of(rows, features);

    /// <summary><c>y = x + row</c> for one sample.</summary>
    public static void AddStep<T>(Slab<T> x, Slab<T> row, Slab<T> y, int features) where T : unmanaged
    {
        for (int i = 0; i < features; i++) (ScalarOf<T>.Load(x, i) + ScalarOf<T>.Load(row, i)).Store(y, i);
    }

    /// <summary>
    /// Rotary positions (Su et al. 2021): features i and i + n/2 of each head's n are turned by the angle <c>t · 10000^(-2i/n)</c>.
    /// </summary>
    /// <param name="x">Values, <c>[row][head][feature][lane]</c>.</param>
    /// <param name="y">Receives as many; may be <paramref name="x"/>.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="features">Features of a head, an even number.</param>
    /// <param name="back">Whether to turn back, as gradients are.</param>
    /// <param name="adds">Whether to add to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn<V, T>(Slab<T> x, Slab<T> y, int rows, int heads, int features, bool back, bool adds)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, half = features / 2;
        var angles = AngleTable<T>.Of(rows, features);
        for (int row = 0; row < rows; row++, angles += features)
        {
            for (int head = 0; head < heads; head++, x += features * lanes, y += features * lanes)
            {
                for (int i = 0; i < half; i++)
                {
                    V sine = V.Broadcast(angles[2 * i]), cosine = V.Broadcast(angles[2 * i + 1]);
                    if (back) sine = -sine;
                    for (int at = i * lanes, other = at + half * lanes; at < (i + 1) * lanes; at += V.Count, other += V.Count)
                    {
                        V a = V.Load(x, at), b = V.Load(x, other);
                        V first = V.MultiplyAdd(a, cosine, -(b * sine)), second = V.MultiplyAdd(b, cosine, a * sine);
                        (adds ? V.Load(y, at) + first : first).Store(y, at);
                        (adds ? V.Load(y, other) + second : second).Store(y, other);
                    }
                }
            }
        }
    }

    /// <summary><see cref="Turn"/> of one step of one sample.</summary>
    /// <param name="x">Values, <c>[head][feature]</c>.</param>
    /// <param name="y">Receives as many.</param>
    /// <param name="step">The step.</param>
    /// <param name="rows">Rows of a tile.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="features">Features of a head.</param>
    /// <param name="room">Room for as many values as a head has features.</param>
    public static void TurnStep<T>(Slab<T> x, Slab<T> y, long step, int rows, int heads, int features, Slab<T> room) where T : unmanaged
    {
        var angles = AngleTable<T>.Row(step, rows, features, room);
        int half = features / 2;
        for (int head = 0; head < heads; head++, x += features, y += features)
        {
            for (int i = 0; i < half; i++)
            {
                ScalarOf<T> sine = ScalarOf<T>.Load(angles, 2 * i), cosine = ScalarOf<T>.Load(angles, 2 * i + 1);
                ScalarOf<T> a = ScalarOf<T>.Load(x, i), b = ScalarOf<T>.Load(x, half + i);
                ScalarOf<T>.MultiplyAdd(a, cosine, -(b * sine)).Store(y, i);
                ScalarOf<T>.MultiplyAdd(b, cosine, a * sine).Store(y, half + i);
            }
        }
    }

    /// <summary>The sinusoids of one step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="rows">Rows of a tile.</param>
    /// <param name="features">Features, an even number.</param>
    /// <param name="room">Room for as many values.</param>
    public static Slab<T> SinusoidsOfStep<T>(long step, int rows, int features, Slab<T> room) where T : unmanaged =>
        AngleTable<T>.Row(step, rows, features, room);
}
