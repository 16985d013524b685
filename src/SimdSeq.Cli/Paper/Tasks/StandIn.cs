using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>What is said where a generated stand-in takes the place of data.</summary>
internal static class StandIn
{
    /// <summary>The notice.</summary>
    /// <param name="what">What is not there, such as <c>MNIST</c>.</param>
    /// <param name="dataset">The name of the data set.</param>
    /// <param name="request">Where it was looked for.</param>
    /// <param name="standIn">What is used.</param>
    public static string Notice(string what, string dataset, ProblemRequest request, string standIn)
    {
        string folder = Path.Combine(request.Folder, DataFolder.SubfolderOf(dataset));
        return $"There is no {what} in '{folder}', so this run uses SYNTHETIC data: {standIn}. "
            + "Its results say nothing about the real data.\n"
            + $"Get the real ones: {CommandTree.ProgramName} data get {dataset}\n"
            + $"Or name a file:    --data FILE, or set {DataFolder.Variable} to the folder that has it";
    }
}
