namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// The mean of every window of steps, feature by feature. Input: steps x features. Output: steps' x features, see <see cref="Padding"/>.
/// </summary>
/// <remarks>
/// Steps that a sample does not have count for nothing. A window is there when, with <see cref="Padding.Valid"/>, its last step is, and
/// with
/// <see cref="Padding.Same"/> when step <c>t·strides</c> is.
/// A stream has a window with its last step (see <see cref="ModelStream{T}.TryStep"/>); where the padding adds steps at the end, so much
/// later than its own (<see cref="ModelStream{T}.Delay"/>).
/// </remarks>
/// <param name="poolSize">Steps of a window.</param>
/// <param name="strides">Steps from one window to the next; 0: as many as a window has.</param>
/// <param name="padding">What happens at the ends: <see cref="Padding.Valid"/> or <see cref="Padding.Same"/>.</param>
public sealed class AveragePooling1DAttribute(int poolSize = 2, int strides = 0, Padding padding = Padding.Valid) : LayerAttribute;
