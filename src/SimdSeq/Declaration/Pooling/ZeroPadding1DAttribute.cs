namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Steps of zeros before and after. Input: steps x features. Output: left + steps + right x features. Where samples differ in length, those
/// after stand behind the room for all steps, and are there for a sample that has the last one.
/// </summary>
/// <param name="left">How many before.</param>
/// <param name="right">How many after.</param>
public sealed class ZeroPadding1DAttribute(int left = 1, int right = 1) : LayerAttribute;
