using System.Diagnostics.CodeAnalysis;

namespace SimdSeq;

/// <summary>Makes a model and loads its file.</summary>
internal static class LoadedModel
{
    public static TModel From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TModel>(string path)
        where TModel : class
    {
        // What the generator emits: a constructor that takes the seed of values that the file then replaces.
        if (!typeof(TModel).IsAssignableTo(typeof(SequenceModel<float>)) && !typeof(TModel).IsAssignableTo(typeof(SequenceModel<double>))
            || typeof(TModel).GetConstructor([typeof(long)]) is not { } constructor)
        {
            throw new InvalidOperationException("AddSequenceModel takes a model that is declared with [SequenceModel]; got "
                + $"{typeof(TModel)}. Register other objects with AddSingleton.");
        }

        try
        {
            object model = constructor.Invoke([0L]);
            if (model is SequenceModel<float> single) single.Load(path);
            else ((SequenceModel<double>)model).Load(path);
            return (TModel)model;
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or ModelFormatException or ArgumentException or NotSupportedException)
        {
            throw new InvalidOperationException($"{typeof(TModel).Name} cannot be loaded from {Path.GetFullPath(path)}: {e.Message} "
                + "AddSequenceModel takes a file that Save of a trained model has written.", e);
        }
    }
}
