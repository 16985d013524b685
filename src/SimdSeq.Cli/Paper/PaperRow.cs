namespace SimdSeq.Cli;

/// <summary>A task with a model for it: a row of the table.</summary>
/// <param name="Task">The task.</param>
/// <param name="Model"><c>tcn</c>, <c>lstm</c>, <c>gru</c> or <c>rnn</c>.</param>
/// <param name="Recipe">How it is trained; it runs by its name as other recipes do.</param>
internal sealed record PaperRow(PaperTask Task, string Model, Recipe Recipe)
{
    /// <summary>Name of the row, such as <c>adding-600 tcn</c>.</summary>
    public string Name => $"{Task.Name} {Model}";
}
