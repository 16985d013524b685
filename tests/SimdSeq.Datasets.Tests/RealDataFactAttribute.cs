namespace SimdSeq.Datasets.Tests;

/// <summary>A test that reads real files; visibly skipped when the environment does not name a folder that has them.</summary>
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(params string[] files)
    {
        if (Environment.GetEnvironmentVariable(DataFolder.Variable) is not { Length: > 0 } folder)
            Skip = $"{DataFolder.Variable} is not set: name the folder that has {string.Join(", ", files)}.";
        else if (Array.Find(files, file => !File.Exists(Path.Combine(folder, file))) is { } absent)
            Skip = $"{folder} has no {absent}.";
    }

    public static string PathOf(string file) => Path.Combine(Environment.GetEnvironmentVariable(DataFolder.Variable)!, file);
}
