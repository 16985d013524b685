using System.Collections.Generic;

namespace SimdSeq.Generators.Emission;

/// <summary>The one call that gives all parameters of a layer what they receive over all rows.</summary>
/// <param name="type">The element type.</param>
internal sealed class GradientSums(string type)
{
    private readonly List<string> _sums = [];

    /// <summary>Columns of a matrix.</summary>
    /// <param name="x">Address of what the matrix was multiplied with.</param>
    /// <param name="stride">Features from one row of it to the next.</param>
    /// <param name="inputs">Its features.</param>
    /// <param name="column">First column of d.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="place">Where the gradient lies.</param>
    /// <param name="gradientStride">Columns of the matrix.</param>
    public void AddMatrix(string x, int stride, int inputs, int column, int columns, string place, int gradientStride) =>
        _sums.Add($"new GradientSum<{type}>({x}, xStride: {stride}, inputs: {inputs}, column: {column}, columns: {columns}, gradient + "
            + $"{place}, gradientStride: {gradientStride})");

    /// <summary>Values of a bias.</summary>
    /// <param name="column">First column of d.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="place">Where the gradient lies.</param>
    public void AddBias(int column, int columns, string place) =>
        _sums.Add($"new GradientSum<{type}>(column: {column}, columns: {columns}, gradient + {place})");

    /// <summary>Writes the call.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="d">Address of the gradient of the outputs.</param>
    /// <param name="stride">Features from one row of it to the next.</param>
    /// <param name="rows">Number of rows.</param>
    public void Write(SourceWriter writer, string d, int stride, int rows)
    {
        writer.Line($"WeightGradient.Accumulate<V, {type}>(d: {d}, dStride: {stride}, rows: {rows}, frame.Scratch,");
        for (int i = 0; i < _sums.Count; i++) writer.Line($"    {_sums[i]}{(i < _sums.Count - 1 ? "," : ");")}");
    }
}
