using System.ComponentModel;

namespace SimdSeq.Kernels;

/// <summary>Which values are normalised together.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Features">Features of a row.</param>
/// <param name="Groups">Into how many equal runs the features of a row are divided, each a set of its own.</param>
/// <param name="OverRows">Whether a group of all rows is one set; else of each row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct NormalizationSets(int Rows, int Features, int Groups = 1, bool OverRows = false)
{
    internal int SetRows => OverRows ? Rows : 1;

    internal int SetFeatures => Features / Groups;
}
