using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary>A test that reads a real file; visibly skipped when the environment does not name a folder that has it.</summary>
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string file)
    {
        if (Environment.GetEnvironmentVariable(DataFolder.Variable) is not { Length: > 0 } folder)
            Skip = $"{DataFolder.Variable} is not set: name the folder that has {file}.";
        else if (!File.Exists(Path.Combine(folder, file)))
            Skip = $"{folder} has no {file}.";
    }

    public static string PathOf(string file) => Path.Combine(Environment.GetEnvironmentVariable(DataFolder.Variable)!, file);
}
