using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// The accumulators of a register block, as a type parameter. A block's code is written once for its largest size; in a smaller one
/// the comparisons with <see cref="Size"/> are constants and the compiler drops what lies behind them.
/// </summary>
internal interface IBlockSize
{
    /// <summary>Accumulators in use.</summary>
    static abstract int Size { get; }
}

/// <summary>One accumulator.</summary>
internal readonly struct Of1 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }
}

/// <summary>Two accumulators.</summary>
internal readonly struct Of2 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2;
    }
}

/// <summary>Three accumulators.</summary>
internal readonly struct Of3 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 3;
    }
}

/// <summary>Four accumulators.</summary>
internal readonly struct Of4 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }
}

/// <summary>Five accumulators.</summary>
internal readonly struct Of5 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 5;
    }
}

/// <summary>Six accumulators.</summary>
internal readonly struct Of6 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 6;
    }
}

/// <summary>Seven accumulators.</summary>
internal readonly struct Of7 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 7;
    }
}

/// <summary>Eight accumulators.</summary>
internal readonly struct Of8 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }
}

/// <summary>Nine accumulators.</summary>
internal readonly struct Of9 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 9;
    }
}

/// <summary>Twelve accumulators.</summary>
internal readonly struct Of12 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 12;
    }
}

/// <summary>Sixteen accumulators.</summary>
internal readonly struct Of16 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }
}

/// <summary>Twenty-four accumulators.</summary>
internal readonly struct Of24 : IBlockSize
{
    public static int Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 24;
    }
}
