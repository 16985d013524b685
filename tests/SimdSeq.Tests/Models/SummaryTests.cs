using System.Globalization;

namespace SimdSeq.Tests.Models;

public sealed class SummaryTests
{
    [Fact]
    public void ItIsATableOfTheLayers()
    {
        // Forward: 7 steps of 3·15 + 5·15 multiply-adds. Backward: those for the weights, and 7 · 5·15 for the state.
        var model = new SmallGru(1);
        var layout = ((SequenceModel<float>)model).Layout; // the class has a private one of its own
        string workspace = (4 * layout.WorkspaceValues).ToString("N0", CultureInfo.InvariantCulture);
        string expected = $"""
            Model: SmallGru
            -------------------------------------------------------------------------
            Layer             Output shape  Parameters  Forward FLOPs  Backward FLOPs
            -------------------------------------------------------------------------
            input             7 x 3                  0              0               0
            gru (Gru(5))      5                    150          1,680           2,730
            dense (Dense(1))  1                      6             10              20
            -------------------------------------------------------------------------
            total                                  156          1,690           2,750
            -------------------------------------------------------------------------
            FLOPs are those of matrix products, for one sample.
            Workspace: {workspace} bytes a thread, for a tile of 16 samples. Stream: {4 * layout.StreamValues} bytes.

            """;
        Assert.Equal(expected.ReplaceLineEndings(), model.Summary());
    }
}
