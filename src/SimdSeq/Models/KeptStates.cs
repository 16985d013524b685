namespace SimdSeq;

/// <summary>What the layers declared <c>stateful: true</c> keep from call to call: for each place of a batch, a buffer a tile.</summary>
/// <param name="values">Values of a tile; 0 when no layer keeps anything.</param>
internal sealed class KeptStates<T>(int values) where T : unmanaged
{
    private readonly List<AlignedBuffer<T>> _tiles = [];

    /// <summary>Whether a layer keeps anything.</summary>
    public bool Exist => values > 0;

    /// <summary>Makes the memory for so many places. New ones begin at zero.</summary>
    public void Ensure(int places)
    {
        while (Exist && _tiles.Count * Kernels.Tile<T>.Lanes < places) _tiles.Add(new AlignedBuffer<T>(values));
    }

    /// <summary>Of the tile that holds a place; null when no layer keeps anything.</summary>
    public AlignedBuffer<T>? Of(int place) => Exist ? _tiles[place / Kernels.Tile<T>.Lanes] : null;

    /// <summary>Writes or reads those of so many places.</summary>
    public void Move(StateTransfer state, int places)
    {
        Ensure(places);
        for (int place = 0; Exist && place < places; place += Kernels.Tile<T>.Lanes) state.Move(Of(place)!.Span);
    }

    /// <summary>Lets all begin at zero again.</summary>
    public void Clear()
    {
        foreach (var tile in _tiles) tile.Span.Clear();
    }
}
