using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Windows of a convolution in emitted code.</summary>
internal static class WindowText
{
    /// <summary>The value that the kernels take.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="rows">Rows that they lie on.</param>
    public static string Of(Windows windows, int rows) =>
        $"new ConvolutionWindow(InputRows: {rows}, OutputRows: {windows.Count}, Taps: {windows.Size}, Stride: {windows.Stride}, "
        + $"Dilation: {windows.Dilation}, Before: {windows.Before})";
}
