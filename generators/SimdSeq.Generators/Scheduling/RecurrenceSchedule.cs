using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Scheduling;

/// <summary>
/// A cell as stages of products and fused loops, forward and (when asked for) backward, and the place of every value that outlives a
/// stage. What the backward pass reads is saved where its sum was, and is overwritten there by its gradient.
/// </summary>
internal sealed partial class RecurrenceSchedule
{
    private readonly Dictionary<Expression, Place> _forwardPlaces = [];
    private readonly Dictionary<Expression, Place> _backwardPlaces = [];
    private readonly Dictionary<Expression, int> _forwardStages = [];
    private readonly Dictionary<Expression, int> _backwardStages = [];
    private readonly IReadOnlyList<Expression> _values;
    private readonly List<LinearSum> _sums;
    private readonly List<int> _gradientBlocks = [];

    public RecurrenceSchedule(Cell cell, bool isSequence, bool withBackward)
    {
        Cell = cell;
        var outputs = cell.States.Select(state => state.After).ToList();
        _values = Order.Topological(outputs);
        _sums = [.. _values.OfType<LinearSum>().OrderBy(IsCarriedOn).ThenBy(sum => sum.Terms[sum.Terms.Count - 1].Weight.Column)];
        Blocks = _sums.Count;

        var backward = withBackward ? new BackwardEquations(cell, isSequence, _sums, _values) : null;
        PlaceForward(outputs, backward?.Needed ?? []);
        ScheduleForward();
        if (backward is not null) ScheduleBackward(backward);
    }

    public Cell Cell { get; }

    /// <summary>Blocks of a step's row.</summary>
    public int Blocks { get; private set; }

    /// <summary>Blocks of scratch, backward.</summary>
    public int ScratchBlocks { get; private set; }

    /// <summary>Products of the layer's input for all steps at once, before the loop.</summary>
    public IReadOnlyList<ProductRun> InputProducts { get; private set; } = [];

    public IReadOnlyList<Stage> Forward { get; private set; } = [];

    /// <summary>All products of the forward pass: the input's, then those of the stages.</summary>
    public IEnumerable<ProductRun> ForwardProducts => InputProducts.Concat(Forward.SelectMany(stage => stage.Products));

    /// <summary>Whether a state may be overwritten in place: only the last loop, which reads it at the same units, writes it.</summary>
    public bool OverwritesStates =>
        Forward.Take(Forward.Count - 1).All(stage => stage.Stores.All(store => store.Place.Kind != PlaceKind.NextState));

    public IReadOnlyList<Stage> Backward { get; private set; } = [];

    /// <summary>Gradients that do not fit in their final place within the step: copied there at its end.</summary>
    public IReadOnlyList<(Place From, Place To)> BackwardCopies { get; private set; } = [];

    /// <summary>States whose gradient nothing in the step produces.</summary>
    public IReadOnlyList<Place> BackwardClears { get; private set; } = [];

    /// <summary>Products of the row's gradients over all steps, after the loop: <c>W += sourceᵀ · gradient</c>.</summary>
    public IReadOnlyList<ProductRun> WeightGradients { get; private set; } = [];

    /// <summary>The input's gradient: products over all steps, after the loop.</summary>
    public IReadOnlyList<ProductRun> InputGradients { get; private set; } = [];

    /// <summary>The parameters with one value per unit, and the block of the row that holds what each receives.</summary>
    public IReadOnlyList<(Parameter Parameter, int Block)> VectorGradients { get; private set; } = [];

    /// <summary>
    /// For each biased block of the row: where its gradient ends up, and the biases in it as offsets in the bias parameter.
    /// </summary>
    public IEnumerable<(int Block, int GradientBlock, IReadOnlyList<int> Starts)> Biases =>
        from index in Enumerable.Range(0, _sums.Count)
        let starts = _sums[index].Terms.Where(term => term.Weight.Bias is not null).Select(term => term.Weight.BiasStart).ToList()
        where starts.Count > 0
        select (index, _gradientBlocks.Count > 0 ? _gradientBlocks[index] : index, (IReadOnlyList<int>)starts);

    /// <summary>The name of what a block of the row holds, or else of the first value that is made of it.</summary>
    public string BlockName(int block)
    {
        var held = _forwardPlaces.Concat(_backwardPlaces).Where(entry => entry.Value == new Place(PlaceKind.Row, block)).Select(entry =>
            entry.Key);
        var made = _values.Where(value => block < _sums.Count && Order.Topological([value]).Contains(_sums[block]));
        return held.Concat(made).Select(value => value.Name).FirstOrDefault(name => name is not null) ?? $"block{block}";
    }

    /// <summary>Where a value of the forward pass lies, if it outlives its stage.</summary>
    public Place? PlaceOf(Expression expression, bool backward) => expression switch
    {
        Leaf { Kind: LeafKind.State } leaf => new(PlaceKind.State, leaf.Index),
        Leaf { Kind: LeafKind.Mask } leaf => new(PlaceKind.Mask, leaf.Index),
        Leaf { Kind: LeafKind.StepMask } => new(PlaceKind.StepMask, 0),
        Leaf { Kind: LeafKind.Vector } leaf => new(PlaceKind.Vector, leaf.Index),
        Leaf { Kind: LeafKind.StateGradient } leaf => new(PlaceKind.StateGradient, leaf.Index),
        Leaf { Kind: LeafKind.OutputGradient } => new(PlaceKind.OutputGradient, 0),
        Partial partial => partial.Place,
        _ when backward && _backwardPlaces.TryGetValue(expression, out var place) => place,
        _ when _forwardPlaces.TryGetValue(expression, out var place) => place,
        _ => null,
    };

    /// <summary>The stage after whose products a value can be computed.</summary>
    public int StageOf(Expression expression, bool backward)
    {
        if (backward && PlaceOf(expression, false) is not null) return 0;
        var stages = backward ? _backwardStages : _forwardStages;
        if (stages.TryGetValue(expression, out int known)) return known;

        int stage = expression switch
        {
            LinearSum sum => sum.Terms.Max(term => TermStage(term.Source)),
            TransposedSum sum => 1 + sum.Terms.Max(term => StageOf(term.Gradient, backward)),
            _ => expression.Operands.Select(operand => StageOf(operand, backward)).DefaultIfEmpty(0).Max(),
        };
        return stages[expression] = stage;
    }

    /// <summary>The activations of a stage that have loops of their own.</summary>
    public IReadOnlyList<IReadOnlyList<Applied>> FirstActivations(int stage, IEnumerable<Expression> values) =>
        Scheduling.FirstActivations.Of(values, node => IsBefore(node, stage));

    private bool IsBefore(Expression node, int stage) => node is Leaf or LinearSum || StageOf(node, false) < stage;

    private int TermStage(Expression source) => IsInput(source) ? 0 : 1 + StageOf(source, false);

    private static bool IsInput(Expression source) => source is Leaf { Kind: LeafKind.Input };

    private static bool IsCarriedOn(LinearSum sum) => sum.Terms.Any(term => !IsInput(term.Source));

    private Place NewBlock() => new(PlaceKind.Row, Blocks++);

    private Place NewScratch() => new(PlaceKind.Scratch, ScratchBlocks++);

    private void PlaceForward(List<Expression> outputs, IReadOnlyCollection<Expression> needed)
    {
        for (int i = 0; i < _sums.Count; i++) _forwardPlaces[_sums[i]] = new(PlaceKind.Row, i);
        var kept = new List<Expression>();
        for (int i = 0; i < outputs.Count; i++) Keep(outputs[i], new(PlaceKind.NextState, i));
        foreach (var (source, _) in _sums.SelectMany(sum => sum.Terms).Where(term => term.Source is not Leaf)) Keep(source, null);
        foreach (var value in needed.Where(value => value is not (LinearSum or Leaf))) Keep(value, null);

        // An activation that the loops of two stages read is computed once.
        var reads = kept.GroupBy(value => StageOf(value, false)).Select(stage =>
            stage.SelectMany(value => Order.Topological([value], kept.Contains)).Distinct());
        foreach (var value in reads.SelectMany(stage => stage).OfType<Applied>().GroupBy(value => value).Where(stages =>
            stages.Count() > 1).ToList()) Keep(value.Key, null);

        foreach (var stage in kept.GroupBy(value => StageOf(value, false)).ToList())
        {
            foreach (var value in FirstActivations(stage.Key, stage).SelectMany(group => group)) Keep(value, null);
        }

        // A value takes the place of a sum that only it reads: z lies where x·W_z + h·U_z was.
        var taken = new HashSet<Expression>(needed.Where(value => value is LinearSum));
        foreach (var value in kept.Where(value => !_forwardPlaces.ContainsKey(value)))
        {
            var elsewhere = new HashSet<Expression>(kept.Where(other => other != value).SelectMany(other =>
                Order.Topological([other], kept.Contains)));
            var free = Order.Topological([value], kept.Contains).OfType<LinearSum>().FirstOrDefault(sum => !elsewhere.Contains(sum)
                && taken.Add(sum));
            _forwardPlaces[value] = free is null ? NewBlock() : _forwardPlaces[free];
        }

        void Keep(Expression value, Place? place)
        {
            if (!kept.Contains(value)) kept.Add(value);
            if (place is not null && !_forwardPlaces.ContainsKey(value)) _forwardPlaces[value] = place.Value;
        }
    }

    private void ScheduleForward()
    {
        var stored = _forwardPlaces.Where(entry => entry.Key is not LinearSum).ToList();
        int last = stored.Select(entry => StageOf(entry.Key, false)).Concat(_sums.Select(sum => StageOf(sum, false))).Max();
        var stages = Enumerable.Range(0, last + 1).Select(_ => new Stage()).ToList();
        foreach (var entry in stored) stages[StageOf(entry.Key, false)].Stores.Add((entry.Value, entry.Key));

        // The product of a sum that runs first begins it.
        var terms = new List<(int Stage, ProductRun Run)>();
        for (int index = 0; index < _sums.Count; index++)
        {
            var start = _sums[index].Terms.Any(term => term.Weight.Bias is not null) ? Start.Bias : Start.Zero;
            foreach (var stage in _sums[index].Terms.GroupBy(term => TermStage(term.Source)).OrderBy(stage => stage.Key))
            {
                foreach (var run in ProductRuns.InOrder(stage.Select(term => Forwards(term, index, Start.Continue))))
                {
                    terms.Add((stage.Key, run with { Start = start }));
                    start = Start.Continue;
                }
            }
        }

        InputProducts = ProductRuns.Merge(terms.Where(term => term.Stage == 0).Select(term => term.Run));
        for (int stage = 1; stage <= last; stage++)
            stages[stage].Products.AddRange(ProductRuns.Merge(terms.Where(term => term.Stage == stage).Select(term => term.Run)));
        Forward = stages;
    }

    private ProductRun Forwards((Expression Source, Weight Weight) term, int block, Start start) =>
        new(IsInput(term.Source) ? null : PlaceOf(term.Source, false), term.Weight.Kernel, term.Weight.Column, term.Weight.Units, block,
            start);
}
