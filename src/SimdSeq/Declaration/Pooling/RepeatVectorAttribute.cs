namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>A row as a sequence of copies. Input: features. Output: n x features.</summary>
/// <param name="n">Number of steps.</param>
public sealed class RepeatVectorAttribute(int n) : LayerAttribute;
