namespace SimdSeq;

/// <summary>
/// Marks a recurrent cell of your own: a class with one static method <c>Step</c> that holds the equations of one time step. The generator
/// reads it, derives its backward pass and its stream, and emits it like a cell of the library, under
/// <see cref="RecurrentAttribute{TCell}"/>.
/// <code>
/// public sealed class MinimalGatedUnit : ICell // Zhou et al. 2016
/// {
///     public static CellValue Step(
///         CellInput x, CellValue h,
///         [Weight] CellKernel wf, [Weight] CellRecurrentKernel uf, [Weight] CellVector bf,
///         [Weight] CellKernel wn, [Weight] CellRecurrentKernel un, [Weight] CellVector bn)
///     {
///         var f = Sigmoid(x * wf + h * uf + bf);
///         var n = Tanh(x * wn + (f * h) * un + bn);
///         return (1 - f) * h + f * n;
///     }
/// }
/// </code>
/// <c>Step</c> takes the input, the states, and the parameters under <see cref="WeightAttribute"/>; it returns the next state, or a tuple
/// of them in the same order, the first of which is the output. It may consist of <c>var</c> declarations, <c>+</c>, <c>-</c>, <c>*</c>,
/// numbers and the functions of <see cref="CellMath"/>; what else it holds is reported as an error, since it cannot be differentiated.
/// Parameters, values, numbers, calls and operators count at most 250 together: an LSTM has about 50.
/// </summary>
public interface ICell;
