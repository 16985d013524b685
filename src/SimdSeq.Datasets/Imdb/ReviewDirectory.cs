namespace SimdSeq.Datasets;

/// <summary>Reviews in the directory that the original archive unpacks to, or one that holds it.</summary>
internal static class ReviewDirectory
{
    private const string Unpacked = "aclImdb";

    /// <summary>Reads every review into a corpus.</summary>
    /// <exception cref="DataFormatException">The directory has no such folders, or a file in them is no review.</exception>
    public static void Read(string path, ReviewCorpus corpus, CancellationToken cancellation)
    {
        string root = Directory.Exists(Path.Combine(path, Unpacked)) ? Path.Combine(path, Unpacked) : path;
        foreach (string folder in ReviewName.Folders)
        {
            string full = Path.Combine(root, folder);
            if (!Directory.Exists(full))
                throw new DataFormatException(path, folder, -1,
                    $"expected the folders {string.Join(", ", ReviewName.Folders)}, got none of this name. Is this aclImdb, all of it?");
            foreach (string file in Directory.EnumerateFiles(full))
            {
                cancellation.ThrowIfCancellationRequested();
                string member = $"{folder}/{Path.GetFileName(file)}";
                ReviewName? name = ReviewName.Read(member, out string? problem);
                if (problem is not null) throw new DataFormatException(path, member, -1, problem);
                if (name is { } review) corpus.Add(review, File.ReadAllBytes(file));
            }
        }
    }
}
