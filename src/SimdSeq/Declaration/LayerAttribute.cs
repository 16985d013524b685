namespace SimdSeq;

/// <summary>
/// A layer of a <see cref="SequenceModelAttribute">sequence model</see>. The order of the attributes is the order of the stack, of at most
/// 250.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;
