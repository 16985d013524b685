using System.Numerics;

namespace SimdSeq.Data;

/// <summary>Makes data sets of arrays.</summary>
public static class ArrayDataset
{
    /// <summary>
    /// Samples for a model of several inputs or outputs; their values are copied, so that those of a sample lie together.
    /// </summary>
    /// <param name="model">The model, for the sizes.</param>
    /// <param name="inputs">
    /// Of each input an array <c>[sample][step][feature]</c>, <c>[sample][feature]</c> for a row, <c>[sample][group][step][feature]</c> for
    /// a nested sequence; after them, if the model has any, its initial states.
    /// </param>
    /// <param name="targets">Of each output its targets, <c>[sample][target]</c>; none when only answers are wanted.</param>
    /// <param name="lengths">
    /// How many of its first steps each sample has, <c>[sample][input]</c>; of a nested sequence there is a length for each group, 0 for
    /// one that is not there. Null when all have all.
    /// </param>
    /// <param name="sampleWeights">The factor of each sample's loss; null when all weigh 1.</param>
    /// <exception cref="ArgumentException">An array does not fit.</exception>
    public static ArrayDataset<T> For<T>(
        SequenceModel<T> model, T[][] inputs, T[][] targets, int[]? lengths = null, double[]? sampleWeights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        var (tensors, answers) = (model.InputTensors, model.OutputTensors);
        int arrays = tensors.Count + (model.InitialStates > 0 ? 1 : 0);
        if (inputs.Length != arrays)
        {
            throw new ArgumentException(
                $"Expected an array for each of {string.Join(", ", tensors)}{(model.InitialStates > 0 ? " and the initial states" : "")}; "
                + $"got {inputs.Length}.", nameof(inputs));
        }

        if (targets.Length != 0 && targets.Length != answers.Count)
            throw new ArgumentException($"Expected targets for each of {string.Join(", ", answers)}; got {targets.Length} arrays.",
                nameof(targets));
        int[] widths = [.. tensors.Select(tensor => tensor.Length), .. model.InitialStates > 0 ? (int[])[model.InitialStates] : []];
        int count = (inputs[0]
            ?? throw new ArgumentException("Expected an array for each input; got null.", nameof(inputs))).Length / widths[0];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i]?.Length == (long)count * widths[i]) continue;
            string name = i < tensors.Count ? tensors[i].ToString() : "the initial states";
            throw new ArgumentException(
                $"Expected {count} samples of {widths[i]} values for {name} = {(long)count * widths[i]}; got {inputs[i]?.Length}.",
                    nameof(inputs));
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not null && targets[i].Length % Math.Max(1, count) == 0) continue;
            throw new ArgumentException(
                $"Expected as many targets for each of {count} samples for {answers[i]}; got {targets[i]?.Length} values.",
                    nameof(targets));
        }

        int[] targetWidths = [.. targets.Select(array => array.Length / Math.Max(1, count))];
        return new ArrayDataset<T>(
            SampleParts.Together(inputs, widths), targetWidths.Contains(0) ? [] : SampleParts.Together(targets, targetWidths),
            model.Features, targetWidths.Sum(), lengths, model.InitialStates, sampleWeights,
            tensors.Skip(1).Sum(tensor => tensor.Length), [.. tensors.Select(tensor => new InputSteps(tensor.RowsOfGroup, tensor.Groups))]);
    }
}
