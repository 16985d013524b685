using System;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// A tensor that training moves. Keras's names, shapes and order of columns. A name stands for one tensor of the model, whoever
/// mentions it.
/// </summary>
internal sealed class Parameter(string layer, string weight, int[] shape, string initializer) : IEquatable<Parameter>
{
    public string Name { get; } = $"{layer}/{weight}";

    /// <summary>The name within its layer.</summary>
    public string Weight { get; } = weight;

    public int[] Shape { get; } = shape;

    /// <summary>A member of the library's <c>Initializer</c>.</summary>
    public string Initializer { get; } = initializer;

    /// <summary>The matrix whose columns' lengths it starts as, whatever the initializer.</summary>
    public Parameter? LengthsOf { get; set; }

    /// <summary>A run of values that start at one whatever the initializer.</summary>
    public (int From, int To) Ones { get; set; }

    /// <summary>What row r of a matrix has more in column r, or r modulo the columns, whatever the initializer.</summary>
    public double Diagonal { get; init; }

    /// <summary>Whether the gradient moves it; else its layer says what does.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>Values behind it in the parameter vector that are no parameter's: room for what a layer sums up with it.</summary>
    public int RoomBehind { get; init; }

    /// <summary>Number of values, however many.</summary>
    public long Count => Shape.Aggregate(1L, (product, extent) => product * extent);

    public int Length => Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Columns of a matrix: the distance between its rows.</summary>
    public int Columns => Shape[Shape.Length - 1];

    public bool Equals(Parameter? other) => other?.Name == Name;

    public override bool Equals(object? other) => Equals(other as Parameter);

    public override int GetHashCode() => Name.GetHashCode();

    public static bool operator ==(Parameter? a, Parameter? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Parameter? a, Parameter? b) => !(a == b);
}
