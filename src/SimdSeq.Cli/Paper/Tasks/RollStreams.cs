using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>Measures a model on whole pieces of any length, a stream each: samples of training may be cut.</summary>
internal static class RollStreams
{
    /// <summary>The mean binary cross-entropy of a key.</summary>
    public static double Loss(SequenceModel<float> model, PianoRollSet rolls, int threads, CancellationToken cancellation)
    {
        var losses = new double[rolls.Sequences.Count]; // summed in order, so that threads change no bit
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(
            0, losses.Length, options,
            () => model.OpenStream(),
            (piece, _, stream) =>
            {
                stream.Reset();
                losses[piece] = OfPiece(stream, rolls.Sequences[piece]);
                return stream;
            },
            stream => stream.Dispose());
        return losses.Sum() / ((double)rolls.Predictions * PianoRolls.Keys);
    }

    private static double OfPiece(ModelStream<float> stream, int[][] steps)
    {
        Span<float> keys = stackalloc float[PianoRolls.Keys];
        double loss = 0;
        for (int step = 0; step + 1 < steps.Length; step++)
        {
            keys.Clear();
            foreach (int key in steps[step]) keys[key] = 1;
            ReadOnlySpan<float> logits = stream.Step(keys);
            foreach (float logit in logits) loss += Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs((double)logit)));
            foreach (int key in steps[step + 1]) loss -= logits[key];
        }

        return loss;
    }
}
