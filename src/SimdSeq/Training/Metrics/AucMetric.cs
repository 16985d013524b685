using System.Runtime.InteropServices;

namespace SimdSeq;

/// <summary>
/// The area under the ROC curve by ranks (Mann and Whitney 1947): with the ranks r of the n⁺ that are yes, ties having their mean,
/// <c>(Σ r - n⁺ (n⁺ + 1) / 2) / (n⁺ n⁻)</c>.
/// </summary>
internal sealed class AucMetric() : Metric("auc")
{
    public override string? Objection(MetricShape shape) => shape.Classes > 0 ? null : RetrievalMetric.NeedsClasses;

    public override MetricState Start(MetricShape shape) => new State(shape);

    private sealed class State(MetricShape shape) : MetricState
    {
        private readonly List<double>[] _ofYes = Lists(shape), _ofNo = Lists(shape);

        public override double Value
        {
            get
            {
                double[] known = [.. Each.Where(area => !double.IsNaN(area))];
                return known.Length == 0 ? double.NaN : known.Average();
            }
        }

        public override IReadOnlyList<double> Each => [.. _ofYes.Select((yes, k) => Area(yes, _ofNo[k]))];

        public override void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets)
        {
            bool isYesOrNo = shape.Kind == TargetKind.YesOrNo;
            int itsClass = isYesOrNo ? -1 : shape.ClassOf(targets);
            double shift = isYesOrNo || !shape.FromLogits ? 0 : LogOfSum(answers); // the logarithm of a softmax ranks as it does
            for (int k = 0; k < answers.Length; k++)
                (itsClass == k || (isYesOrNo && targets[k] > 0.5) ? _ofYes : _ofNo)[k].Add(answers[k] - shift);
        }

        public override void Add(MetricState other)
        {
            for (int k = 0; k < _ofYes.Length; k++)
            {
                _ofYes[k].AddRange(((State)other)._ofYes[k]);
                _ofNo[k].AddRange(((State)other)._ofNo[k]);
            }
        }

        public override void Clear()
        {
            foreach (var list in _ofYes) list.Clear();
            foreach (var list in _ofNo) list.Clear();
        }

        public override void MoveState(StateTransfer state)
        {
            foreach (var list in (List<double>[])[.. _ofYes, .. _ofNo])
            {
                double[]? values = [.. list];
                state.Move(ref values);
                if (!state.IsReading) continue;
                list.Clear();
                list.AddRange(values!);
            }
        }

        private static List<double>[] Lists(MetricShape shape) =>
            [.. Enumerable.Range(0, shape.Classes).Select(_ => new List<double>())];

        private static double LogOfSum(ReadOnlySpan<double> logits)
        {
            double largest = logits[MetricShape.Largest(logits)], sum = 0;
            foreach (double logit in logits) sum += LossMath.Exp(logit - largest);
            return largest + LossMath.Log(sum);
        }

        // Twice the pairs in which yes has the larger answer, ties counting one.
        private static double Area(List<double> ofYes, List<double> ofNo)
        {
            if (ofYes.Count == 0 || ofNo.Count == 0) return double.NaN;
            ofYes.Sort();
            ofNo.Sort();
            ReadOnlySpan<double> yes = CollectionsMarshal.AsSpan(ofYes), no = CollectionsMarshal.AsSpan(ofNo);
            if (double.IsNaN(yes[0]) || double.IsNaN(no[0])) return double.NaN; // which are sorted to the front
            Int128 twice = 0;
            int below = 0, upTo = 0;
            foreach (double answer in yes)
            {
                while (below < no.Length && no[below] < answer) below++;
                while (upTo < no.Length && no[upTo] <= answer) upTo++;
                twice += below + upTo;
            }

            return (double)twice / (2.0 * yes.Length * no.Length);
        }
    }
}
