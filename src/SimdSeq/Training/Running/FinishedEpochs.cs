namespace SimdSeq;

/// <summary>The epochs that a run has finished, on their way into or out of a state.</summary>
internal static class FinishedEpochs
{
    /// <summary>Writes them, or reads them into an empty list.</summary>
    public static void Move(StateTransfer state, List<EpochSummary> epochs)
    {
        int count = epochs.Count;
        state.Move(ref count);
        for (int i = 0; i < count; i++)
        {
            var epoch = state.IsReading ? null : epochs[i];
            int number = epoch?.Epoch ?? 0;
            double loss = epoch?.TrainLoss ?? 0, seconds = epoch?.Seconds ?? 0, bytes = epoch?.BytesPerStep ?? 0;
            double rate = epoch?.LearningRate ?? 0, norm = epoch?.GradientNorm ?? 0;
            double? accuracy = epoch?.Accuracy;
            var validation = epoch?.Validation;
            var metrics = epoch?.Metrics ?? [];
            state.Move(ref number);
            state.Move(ref loss);
            state.Move(ref seconds);
            state.Move(ref bytes);
            state.Move(ref rate);
            state.Move(ref norm);
            state.Move(ref accuracy);
            Move(state, ref validation);
            Move(state, ref metrics);
            if (!state.IsReading) continue;
            epochs.Add(new EpochSummary(number, loss, validation, seconds, bytes)
            {
                Accuracy = accuracy,
                LearningRate = rate,
                GradientNorm = norm,
                Metrics = metrics,
            });
        }
    }

    private static void Move(StateTransfer state, ref Evaluation? evaluation)
    {
        bool isThere = evaluation is not null;
        state.Move(ref isThere);
        if (!isThere) return;
        double loss = evaluation?.Loss ?? 0, error = evaluation?.MeanAbsoluteError ?? 0;
        double? accuracy = evaluation?.Accuracy;
        int outputs = evaluation?.Outputs.Count ?? 0;
        state.Move(ref loss);
        state.Move(ref error);
        state.Move(ref accuracy);
        state.Move(ref outputs);
        var ofOutputs = new Evaluation[outputs];
        for (int i = 0; i < outputs; i++)
        {
            Evaluation? one = evaluation?.Outputs[i];
            Move(state, ref one);
            ofOutputs[i] = one!;
        }

        var metrics = evaluation?.Metrics ?? [];
        Move(state, ref metrics);
        if (!state.IsReading) return;
        evaluation = new Evaluation(loss, error, accuracy) { Outputs = outputs == 0 ? [] : ofOutputs, Metrics = metrics };
    }

    private static void Move(StateTransfer state, ref IReadOnlyList<MetricValue> metrics)
    {
        int count = metrics.Count;
        state.Move(ref count);
        var values = new MetricValue[count];
        for (int i = 0; i < count; i++)
        {
            var metric = state.IsReading ? null : metrics[i];
            string? name = metric?.Name;
            double value = metric?.Value ?? 0;
            double[]? each = metric is null ? null : [.. metric.Each];
            int classes = metric?.Confusion?.GetLength(0) ?? 0;
            long[]? counts = metric?.Confusion?.Cast<long>().ToArray();
            state.Move(ref name);
            state.Move(ref value);
            state.Move(ref each);
            state.Move(ref classes);
            state.Move(ref counts);
            long[,]? confusion = counts is null ? null : new long[classes, classes];
            for (int k = 0; k < (counts?.Length ?? 0); k++) confusion![k / classes, k % classes] = counts![k];
            values[i] = new MetricValue(name!, value, each!) { Confusion = confusion };
        }

        if (state.IsReading && count > 0) metrics = values;
    }
}
