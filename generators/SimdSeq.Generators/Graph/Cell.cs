using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// One step of a recurrence as its equations: built by a layer, forward only. Backward and streaming passes are derived from it.
/// </summary>
internal sealed class Cell(string layer, int inputs, int units, IReadOnlyList<string> gates)
{
    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly SortedList<int, (Leaf Before, Expression After)> _states = [];
    private readonly List<Parameter> _vectors = [];
    private readonly Leaf _stepMask = new(LeafKind.StepMask, "there");
    private readonly Dictionary<Expression, Expression> _dropped = [];
    private int _stateCount;

    /// <summary>The layer's input at this step.</summary>
    public Leaf Input { get; } = new(LeafKind.Input, "x");

    public int Inputs { get; } = inputs;

    public int Units { get; } = units;

    public IReadOnlyCollection<Parameter> Parameters => _parameters.Values;

    /// <summary>Share of the input that is dropped before it enters any sum.</summary>
    public double InputDropout { get; set; }

    /// <summary>Share of the state that is dropped where it enters sums; used by <see cref="Dropped"/>.</summary>
    public double StateDropout { get; set; }

    /// <summary>Whether a step that is not there leaves the states as they are.</summary>
    public bool IsMasked { get; set; }

    /// <summary>States with their next values; the first one is the output.</summary>
    public IList<(Leaf Before, Expression After)> States => _states.Values;

    /// <summary>Parameters with one value per unit, by the index of their leaf.</summary>
    public IReadOnlyList<Parameter> Vectors => _vectors;

    public Parameter Declare(string weight, string initializer, params int[] shape)
    {
        var parameter = new Parameter(layer, weight, shape, initializer);
        _parameters.Add(weight, parameter);
        return parameter;
    }

    /// <summary>A state; the first one asked for is the output.</summary>
    public Leaf State(string name) => new(LeafKind.State, name, _stateCount++);

    /// <summary>A parameter with one value per unit, as a factor or a term of the equations.</summary>
    public Leaf Vector(string weight, string name, string initializer)
    {
        _vectors.Add(Declare(weight, initializer, Units));
        return new Leaf(LeafKind.Vector, name, _vectors.Count - 1);
    }

    public void Next(Leaf state, Expression value)
    {
        // A bare sum or leaf has a place of its own; the next state is another.
        var after = value is LinearSum or Leaf ? new Applied("Linear", value) : value;
        if (IsMasked) after = new Select(_stepMask, after is Applied ? after.As(state.Name + "Candidate") : after, state);
        _states.Add(state.Index, (state, after.As(state.Name + "Next")));
    }

    /// <summary>A value with the state's dropout, when there is any; the same object for the same value.</summary>
    public Expression Dropped(Expression value)
    {
        if (StateDropout == 0) return value;
        if (!_dropped.TryGetValue(value, out var kept)) _dropped[value] = kept = (value * new Leaf(LeafKind.Mask, "mask")).As((value.Name
            ?? "value") + "Kept");
        return kept;
    }

    /// <summary><c>source · kernel</c>.</summary>
    public Expression Product(Expression source, string kernel) =>
        new LinearSum([(source, new Weight(_parameters[kernel], 0, Units, null, 0))]);

    /// <summary><c>source · kernel[gate]</c> plus <c>bias[row][gate]</c> when that bias is declared.</summary>
    public Expression Linear(Expression source, string kernel, string gate, int biasRow = 0)
    {
        int column = gates.TakeWhile(g => g != gate).Count() * Units;
        _parameters.TryGetValue("bias", out var bias);
        if (bias is not null && biasRow >= bias.Length / (gates.Count * Units)) bias = null;
        return new LinearSum([(source, new Weight(_parameters[kernel], column, Units, bias, biasRow * gates.Count * Units + column))]);
    }

    /// <summary>Lets a gate's share of a parameter, if that is declared, start at one whatever its initializer.</summary>
    public void StartAtOne(string weight, string gate)
    {
        int from = gates.TakeWhile(g => g != gate).Count() * Units;
        if (_parameters.TryGetValue(weight, out var parameter)) parameter.Ones = (from, from + Units);
    }

    public static Expression Apply(string activation, Expression operand) =>
        activation == "Linear" ? operand : new Applied(activation, operand);
}
