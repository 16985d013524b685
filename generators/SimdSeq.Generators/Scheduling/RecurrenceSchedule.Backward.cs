using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Scheduling;

/// <content>The backward pass, and the products over all steps after it.</content>
internal sealed partial class RecurrenceSchedule
{
    private void ScheduleBackward(BackwardEquations equations)
    {
        var states = equations.StateGradients.Select(FlattenedSum.Of).ToList();
        var gradients = equations.SumGradients.Distinct().ToList();
        var vectors = equations.VectorGradients.Select(vector => vector.Gradient).Distinct().Where(gradient =>
            !gradients.Contains(gradient)).ToList();

        // What the loops compute.
        IEnumerable<Expression> Computed() => gradients.Concat(vectors).Concat(states.SelectMany(state => state.Terms));

        // Products that a loop reads. A state's gradient that consists of one reads it too, and does not make it again.
        var temporaries = Order.Topological(Computed(), node => PlaceOf(node, false) is not null).OfType<TransposedSum>().ToList();
        foreach (var sum in temporaries) _backwardPlaces[sum] = NewScratch();
        foreach (var state in states) state.Read(temporaries);

        var all = Computed().Concat(temporaries).Concat(states.SelectMany(state => state.Products)).ToList();
        int last = all.Select(node => StageOf(node, true)).Max();
        var stages = Enumerable.Range(0, last + 1).Select(_ => new Stage()).ToList();

        // What each later loop still reads decides whether a gradient may overwrite it.
        HashSet<Expression> ReadFrom(int stage) => [.. Computed().Where(node => StageOf(node, true) >= stage)
            .SelectMany(node => Order.Topological([node], n => PlaceOf(n, false) is not null
                || (n != node && gradients.Contains(n) && StageOf(n, true) < StageOf(node, true))))];

        // What a product multiplied is read once more after the loop, by the gradient of its matrix.
        var sources = new HashSet<Expression>(_sums.SelectMany(sum => sum.Terms).Select(term => term.Source));
        foreach (var gradient in gradients)
        {
            int block = _sums.FindIndex(sum => ReferenceEquals(equations.GradientOf(sum), gradient));
            int stage = StageOf(gradient, true);
            var there = _forwardPlaces.Concat(_backwardPlaces).Where(entry =>
                entry.Value == new Place(PlaceKind.Row, block)).Select(entry => entry.Key);
            bool isFree = !there.Any(sources.Contains) && (stage == last || !there.Any(ReadFrom(stage + 1).Contains));
            _backwardPlaces[gradient] = isFree ? new Place(PlaceKind.Row, block) : NewBlock();
            stages[stage].Stores.Add((_backwardPlaces[gradient], gradient));
        }

        foreach (var gradient in vectors)
        {
            _backwardPlaces[gradient] = NewBlock();
            stages[StageOf(gradient, true)].Stores.Add((_backwardPlaces[gradient], gradient));
        }

        var copies = new List<(Place, Place)>();
        var clears = new List<Place>();
        for (int s = 0; s < states.Count; s++)
        {
            var carried = new Place(PlaceKind.StateGradient, s);
            var contributions = states[s].Terms.Select(term => (Stage: StageOf(term, true), Term: (Expression?)term))
                .Concat(states[s].Products.Select(sum => (Stage: StageOf(sum, true), Term: (Expression?)null))).OrderBy(c =>
                    c.Stage).ToList();
            if (contributions.Count == 0)
            {
                clears.Add(carried);
                continue;
            }

            // Products of a stage run before its loop, so a first write by a product must not meet a read in the same stage.
            int firstWrite = contributions[0].Stage;
            bool byProduct = states[s].Products.Any(sum => StageOf(sum, true) == firstWrite);
            bool isReadLater = ReadFrom(byProduct ? firstWrite : firstWrite + 1).OfType<Leaf>().Any(leaf =>
                leaf.Kind == LeafKind.StateGradient && leaf.Index == s);
            var target = isReadLater ? NewScratch() : carried;
            if (isReadLater) copies.Add((target, carried));
            AddContributions(stages, states[s], target);
        }

        foreach (var sum in temporaries) AddTransposed(stages[StageOf(sum, true)], sum.Terms, _backwardPlaces[sum], isFirst: true);
        Backward = stages;
        BackwardCopies = copies;
        BackwardClears = clears;
        VectorGradients = [.. equations.VectorGradients.Select(vector => (vector.Parameter, BlockOf(vector.Gradient)))];
        CollectWholeSequenceProducts(equations);
    }

    private void AddContributions(List<Stage> stages, FlattenedSum state, Place target)
    {
        bool isFirst = true;
        for (int stage = 0; stage < stages.Count; stage++)
        {
            var products = state.Products.Where(sum => StageOf(sum, true) == stage).SelectMany(sum => sum.Terms).ToList();
            AddTransposed(stages[stage], products, target, isFirst);
            isFirst &= products.Count == 0;
            var terms = state.Terms.Where(term => StageOf(term, true) == stage).ToList();
            if (terms.Count == 0) continue;
            // Two products that are made already are read apart, where + would make their sum anew.
            var value = terms.Aggregate((a, b) => a is TransposedSum && b is TransposedSum ? new Arithmetic('+', a, b) : a + b);
            stages[stage].Stores.Add((target, isFirst ? value : new Partial(target) + value));
            isFirst = false;
        }
    }

    private void AddTransposed(Stage stage, IReadOnlyList<(LinearSum Of, Expression Gradient, Weight Weight)> terms, Place target,
        bool isFirst)
    {
        var runs = ProductRuns.Merge(terms.Select(term =>
            new ProductRun(null, term.Weight.Kernel, term.Weight.Column, term.Weight.Units, BlockOf(term.Gradient), Start.Continue,
                target)));
        for (int i = 0; i < runs.Count; i++) stage.Products.Add(isFirst && i == 0 ? runs[i] with { Start = Start.Zero } : runs[i]);
    }

    private int BlockOf(Expression gradient) => _backwardPlaces[gradient].Index;

    private void CollectWholeSequenceProducts(BackwardEquations equations)
    {
        _gradientBlocks.AddRange(_sums.Select(sum => BlockOf(equations.GradientOf(sum))));
        var terms = (from sum in _sums
                     let gradient = equations.GradientOf(sum)
                     from term in sum.Terms
                     select Forwards(term, BlockOf(gradient), Start.Continue)).ToList();
        WeightGradients = ProductRuns.Merge(terms);
        InputGradients = [.. ProductRuns.Merge(terms.Where(run => run.Source is null)).Select((run, i) => i == 0
            ? run with { Start = Start.Zero } : run)];
    }
}
