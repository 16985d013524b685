namespace SimdSeq;

/// <summary>A layer in a <c>Forward</c> method, with parameters of its own: called on two values, it shares them.</summary>
/// <param name="x">The value that it is called on.</param>
public delegate SymbolicTensor Layer(SymbolicTensor x);

/// <summary>A layer in a <c>Forward</c> method that makes one value of several.</summary>
/// <param name="inputs">The values that it is called on.</param>
public delegate SymbolicTensor MergingLayer(params SymbolicTensor[] inputs);
