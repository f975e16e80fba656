using System.Collections;
using System.Collections.Immutable;

namespace PowerController.Model.Runs;

/// <summary>Rows by position that never change: <see cref="With"/> copies one chunk, not ten thousand rows.</summary>
public sealed class Table<T> : IEnumerable<T>
    where T : class
{
    // 32 rows a chunk: a small site is one chunk; ten thousand rows copy 313 references and 32.
    private const int ChunkBits = 5;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly ImmutableArray<ImmutableArray<T>> _chunks;

    private Table(ImmutableArray<ImmutableArray<T>> chunks, int length)
    {
        _chunks = chunks;
        Length = length;
    }

    public static Table<T> Empty { get; } = new([], 0);

    public int Length { get; }

    public T this[int position] => _chunks[position >> ChunkBits][position & (ChunkSize - 1)];

    public static Table<T> Of(IEnumerable<T> rows)
    {
        var chunks = rows.Chunk(ChunkSize).Select(ImmutableArray.Create).ToImmutableArray();
        return new Table<T>(chunks, chunks.Sum(chunk => chunk.Length));
    }

    /// <summary>The same table where the row at the position is another one; the very same when it is the same row.</summary>
    public Table<T> With(int position, T row)
    {
        var chunk = _chunks[position >> ChunkBits];
        return ReferenceEquals(chunk[position & (ChunkSize - 1)], row)
            ? this
            : new Table<T>(_chunks.SetItem(position >> ChunkBits, chunk.SetItem(position & (ChunkSize - 1), row)), Length);
    }

    public IEnumerator<T> GetEnumerator() => _chunks.SelectMany(chunk => chunk).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
