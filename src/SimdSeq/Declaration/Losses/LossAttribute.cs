namespace SimdSeq;

/// <summary>
/// Marks the equation of a loss of your own: a static method from an answer and a target, in a partial class. The generator derives it by
/// the answer and writes, beside it, a method that makes the loss, named after it: <c>QuantileLoss</c> for <c>Quantile</c>. <code> public
/// static partial class MyLosses { [Loss] static LossValue Quantile(LossValue answer, LossValue target, double share) { var d = target -
/// answer; return Max(share * d, (share - 1) * d); } }
///
/// new FitOptions { Loss = MyLosses.QuantileLoss(share: 0.9) }
/// </code>
/// It may consist of <c>var</c> declarations, <c>+</c>, <c>-</c>, <c>*</c>, <c>/</c>, numbers, <c>c ? a : b</c> with a comparison for c,
/// and the functions of <see cref="LossValue"/>; what else it holds is reported as an error, since it cannot be differentiated. Parameters
/// after the target are numbers (<see cref="double"/>), rounded to the model's precision. The loss of a batch is the mean over all values.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute;
