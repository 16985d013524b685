using System.ComponentModel;

namespace SimdSeq;

/// <summary>How a model predicts one sample cut into pieces, a lane each: lane l of row r is step <c>l * Steps + r</c>.</summary>
/// <param name="Steps">Steps of a piece; the last pieces may be shorter, or empty.</param>
/// <param name="InputOffset">Offset of the input, <c>[Steps][feature][lane]</c>, in the workspace.</param>
/// <param name="OutputOffset">Offset of the output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PiecesInfo(int Steps, int InputOffset, int OutputOffset);
