using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// A value of a recurrence's step, one number per unit. Expressions share nodes: a node's identity is its meaning, so two sums
/// that receive the very same gradient share one place in memory.
/// </summary>
internal abstract class Expression
{
    /// <summary>Its name in the equations, if it has one.</summary>
    public string? Name { get; private set; }

    public abstract IEnumerable<Expression> Operands { get; }

    public Expression As(string name)
    {
        Name ??= name;
        return this;
    }

    public static Expression operator +(Expression a, Expression b) => (a, b) switch
    {
        (Constant { Value: 0 }, _) => b,
        (_, Constant { Value: 0 }) => a,
        (LinearSum { Name: null } x, LinearSum { Name: null } y) when !x.Terms.Any(y.Terms.Contains) =>
            new LinearSum([.. x.Terms, .. y.Terms]),
        (TransposedSum x, TransposedSum y) => new TransposedSum([.. x.Terms, .. y.Terms]),
        (Negation { Name: null } n, _) => b - n.Operand,
        (_, Negation { Name: null } n) => a - n.Operand,
        _ => new Arithmetic('+', a, b),
    };

    public static Expression operator -(Expression a, Expression b) => (a, b) switch
    {
        (_, Constant { Value: 0 }) => a,
        (Constant { Value: 0 }, _) => -b,
        (Arithmetic { Operator: '*', Name: null } x, Arithmetic { Operator: '*', Name: null } y) when x.Left == y.Left =>
            x.Left * (x.Right - y.Right),
        _ => new Arithmetic('-', a, b),
    };

    public static Expression operator *(Expression a, Expression b) => (a, b) switch
    {
        (Constant { Value: 0 }, _) => a,
        (_, Constant { Value: 0 }) => b,
        (Constant { Value: 1 }, _) => b,
        (_, Constant { Value: 1 }) => a,
        (Negation n, _) => -(n.Operand * b),
        (_, Negation n) => -(a * n.Operand),
        _ => new Arithmetic('*', a, b),
    };

    public static Expression operator -(Expression a) => a switch
    {
        Constant c => new Constant(-c.Value),
        Negation n => n.Operand,
        Arithmetic { Operator: '-' } d => new Arithmetic('-', d.Right, d.Left),
        _ => new Negation(a),
    };

    public static implicit operator Expression(double value) => new Constant(value);
}

internal sealed class Constant(double value) : Expression
{
    public double Value { get; } = value;

    public override IEnumerable<Expression> Operands => [];
}

/// <summary>Sum, difference or product.</summary>
internal sealed class Arithmetic(char op, Expression left, Expression right) : Expression
{
    public char Operator { get; } = op;

    public Expression Left { get; } = left;

    public Expression Right { get; } = right;

    public override IEnumerable<Expression> Operands => [Left, Right];
}

internal sealed class Negation(Expression operand) : Expression
{
    public Expression Operand { get; } = operand;

    public override IEnumerable<Expression> Operands => [Operand];
}

/// <summary>An activation of a value.</summary>
internal sealed class Applied(string activation, Expression operand) : Expression
{
    /// <summary>A member of the library's <c>Activation</c>.</summary>
    public string Activation { get; } = activation;

    public Expression Operand { get; } = operand;

    public override IEnumerable<Expression> Operands => [Operand];
}

/// <summary>The derivative of an activation, from its output, or its input where that says more.</summary>
internal sealed class Derivative(string activation, Expression argument) : Expression
{
    public string Activation { get; } = activation;

    public Expression Argument { get; } = argument;

    public override IEnumerable<Expression> Operands => [Argument];
}

/// <summary>A value that lies in memory when the step begins.</summary>
internal sealed class Leaf : Expression
{
    public Leaf(LeafKind kind, string name, int index = 0)
    {
        Kind = kind;
        Index = index;
        As(name);
    }

    public LeafKind Kind { get; }

    /// <summary>Which state or parameter.</summary>
    public int Index { get; }

    public override IEnumerable<Expression> Operands => [];
}

internal enum LeafKind
{
    /// <summary>The layer's input at this step, after dropout; the index says which, where there are several.</summary>
    Input,

    /// <summary>A state before this step.</summary>
    State,

    /// <summary>A dropout mask, the same at every step.</summary>
    Mask,

    /// <summary>A parameter with one value per unit.</summary>
    Vector,

    /// <summary>Whether this step of the sample is there: all bits or none.</summary>
    StepMask,

    /// <summary>The gradient of a state that later steps left.</summary>
    StateGradient,

    /// <summary>The gradient of the output that the next layer left.</summary>
    OutputGradient,
}

/// <summary>One of two values, by the step's mask.</summary>
internal sealed class Select(Leaf mask, Expression whenSet, Expression whenClear) : Expression
{
    public Leaf Mask { get; } = mask;

    public Expression WhenSet { get; } = whenSet;

    public Expression WhenClear { get; } = whenClear;

    public override IEnumerable<Expression> Operands => [Mask, WhenSet, WhenClear];
}

/// <summary>A block of columns of a kernel, with its share of a bias.</summary>
internal sealed record Weight(Parameter Kernel, int Column, int Units, Parameter? Bias, int BiasStart)
{
    public int Inputs => Kernel.Shape[0];
}

/// <summary>Sum of products <c>source · W</c>, accumulated in one place, no two of them the same.</summary>
internal sealed class LinearSum(IReadOnlyList<(Expression Source, Weight Weight)> terms) : Expression
{
    public IReadOnlyList<(Expression Source, Weight Weight)> Terms { get; } = terms;

    public override IEnumerable<Expression> Operands
    {
        get
        {
            foreach (var (source, _) in Terms) yield return source;
        }
    }
}

/// <summary>Sum of products <c>gradient · Wᵀ</c>: what a source receives from the sums it entered.</summary>
internal sealed class TransposedSum(IReadOnlyList<(LinearSum Of, Expression Gradient, Weight Weight)> terms) : Expression
{
    public IReadOnlyList<(LinearSum Of, Expression Gradient, Weight Weight)> Terms { get; } = terms;

    public override IEnumerable<Expression> Operands
    {
        get
        {
            foreach (var (_, gradient, _) in Terms) yield return gradient;
        }
    }
}
