using System.Numerics;

namespace SimdSeq.Tests.Generation;

/// <summary>Generation by other means: whole predictions, and formulas in double.</summary>
internal static class Sequences
{
    /// <summary>The prediction for the last of some tokens, at most as many as the model has steps: behind them stands anything.</summary>
    public static T[] Row<T>(SequenceModel<T> model, ReadOnlySpan<int> tokens) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sample = new T[model.Steps];
        for (int i = 0; i < tokens.Length; i++) sample[i] = T.CreateTruncating(tokens[i]);
        int width = model.Outputs / model.OutputTensors[0].Rows;
        return model.Predict(sample).AsSpan((tokens.Length - 1) * width, width).ToArray();
    }

    /// <summary>The likeliest tokens one after another, each predicted from the last <paramref name="context"/>.</summary>
    public static int[] Greedy<T>(SequenceModel<T> model, int[] prompt, int count, int context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<int> all = [.. prompt];
        for (int i = 0; i < count; i++)
        {
            T[] row = Row(model, all.TakeLast(context).ToArray());
            all.Add(Array.IndexOf(row, row.Max()));
        }

        return [.. all.Skip(prompt.Length)];
    }

    /// <summary>Softmax of logits over a temperature.</summary>
    public static double[] Softmax<T>(T[] logits, double temperature) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] exp = [.. logits.Select(logit => Math.Exp(double.CreateTruncating(logit) / temperature))];
        return [.. exp.Select(e => e / exp.Sum())];
    }

    /// <summary>What is left of probabilities, of which others are left out, as shares of the rest.</summary>
    public static double[] Kept(double[] probabilities, int topK, double topP)
    {
        int[] order = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).Take(topK)];
        double all = order.Sum(i => probabilities[i]);
        var kept = new double[probabilities.Length];
        double sum = 0;
        foreach (int token in order)
        {
            if (sum >= topP * all) break;
            kept[token] = probabilities[token];
            sum += probabilities[token];
        }

        return [.. kept.Select(p => p / sum)];
    }
}
