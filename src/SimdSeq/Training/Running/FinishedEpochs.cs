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
            state.Move(ref number);
            state.Move(ref loss);
            state.Move(ref seconds);
            state.Move(ref bytes);
            state.Move(ref rate);
            state.Move(ref norm);
            state.Move(ref accuracy);
            Move(state, ref validation);
            if (!state.IsReading) continue;
            epochs.Add(new EpochSummary(number, loss, validation, seconds, bytes)
            {
                Accuracy = accuracy,
                LearningRate = rate,
                GradientNorm = norm,
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

        if (state.IsReading) evaluation = new Evaluation(loss, error, accuracy) { Outputs = outputs == 0 ? [] : ofOutputs };
    }
}
