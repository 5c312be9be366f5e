package org.varve.store.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** The part of the verifier that looks into buckets: their structure, and who holds which piece of index memory. */
public final class IndexAudit {
    private static final int SLOTS = Cells.CELL_BYTES / 8 - 1;
    private static final int CHUNK_SLOTS = Cells.CHUNK_BYTES / 8;

    /** What is told of each entry. */
    @FunctionalInterface
    public interface EntryCheck {
        /** @return the hash of the key that the entry stands for */
        long check(Index index, long word);
    }

    private final CellSlab slab;
    private final Cells cells;
    private final List<String> faults;
    /** Who holds a piece, by its address in chunks: a hash map would put all addresses, which are multiples of that, into a few of its buckets. */
    private final Map<Long, String> runs = new HashMap<>();
    private final Map<Long, String> chunks = new HashMap<>();

    public IndexAudit(CellSlab slab, List<String> faults) {
        this.slab = slab;
        this.cells = slab.cells();
        this.faults = faults;
    }

    /** Walks every bucket of an index that is in use. */
    public void walk(Index index, EntryCheck check) {
        String name = "index " + index.id();
        Table table = index.table();
        if (table == Index.RETIRED) {
            faults.add(name + " is retired and still registered");
            return;
        }
        for (long run : index.runAddresses()) {
            hold(runs, run, name);
        }
        long entries = 0;
        for (long bucket = 0; bucket < table.buckets(); bucket++) {
            long cell = table.cell(bucket);
            String where = name + " bucket " + bucket;
            if ((cells.word(cell) & 1) != 0) {
                faults.add(where + " is locked");
            }
            for (long word : entries(cell, where)) {
                entries++;
                long hash = check.check(index, word);
                if (index.cellOf(hash, table) != cell) {
                    faults.add(where + " holds an entry that belongs to the cell at " + index.cellOf(hash, table));
                }
                if ((word & slab.words().tagMask()) != slab.words().tag(hash)) {
                    faults.add(where + " holds an entry with the wrong tag");
                }
            }
        }
        if (entries != index.size()) {
            faults.add(name + " counts " + index.size() + " entries and has " + entries);
        }
    }

    /** Shows every entry, even while a bucket is locked by the current thread. */
    public void forEachEntry(Index index, LongConsumer action) {
        Table table = index.table();
        for (long bucket = 0; table != Index.RETIRED && bucket < table.buckets(); bucket++) {
            entries(table.cell(bucket), "index " + index.id()).forEach(action::accept);
        }
    }

    /** The entries of a bucket, after a look at its structure. */
    private List<Long> entries(long cell, String where) {
        List<Long> found = new ArrayList<>();
        long link = slots(cell + 8, SLOTS, found, where);
        int chain = 0;
        while (link != 0) {
            long chunk = slab.words().location(link);
            if (++chain > Cells.MAX_CHUNKS) {
                faults.add(where + " has a chain of more than " + Cells.MAX_CHUNKS + " chunks");
                break;
            }
            if (chunk % Cells.CHUNK_BYTES != 0) {
                faults.add(where + " links to " + chunk + ", which is no chunk");
                break;
            }
            hold(chunks, chunk, where);
            int before = found.size();
            link = slots(chunk, CHUNK_SLOTS, found, where);
            if (found.size() - before < 2) {
                faults.add(where + " has a chunk with fewer than two entries");
            }
        }
        return found;
    }

    /** Collects the entries of some slots and returns the link in the last of them, or 0. */
    private long slots(long first, int count, List<Long> found, String where) {
        boolean hole = false;
        for (int i = 0; i < count; i++) {
            long word = cells.word(first + 8L * i);
            if (word != 0 && hole) {
                faults.add(where + " has a hole before slot " + i);
            }
            hole |= word == 0;
            if (word < 0) {
                if (i != count - 1) {
                    faults.add(where + " has a link in slot " + i);
                }
                return word;
            }
            if (word > 0) {
                found.add(word);
            }
        }
        return 0;
    }

    private void hold(Map<Long, String> map, long address, String who) {
        String other = map.put(address / Cells.CHUNK_BYTES, who);
        if (other != null) {
            faults.add("index memory at " + address + " is held by " + other + " and by " + who);
        }
    }

    /**
     * After all indexes were walked: every piece of the index's blocks is held by somebody or free.
     *
     * @param spares  chunks that heads keep ready
     * @param blocks  addresses of the index's blocks
     */
    public void checkMemory(long[] spares, Set<Long> blocks, int blockSize) {
        for (long chunk : spares) {
            if (chunk != 0) {
                hold(chunks, chunk, "a head");
            }
        }
        Map<Long, String> all = new HashMap<>(runs);
        all.putAll(chunks);
        all.forEach((number, who) -> {
            long address = number * Cells.CHUNK_BYTES;
            if (!blocks.contains(address & -blockSize)) {
                faults.add("the piece at " + address + " of " + who + " is not in a block of the index");
            }
        });
        for (long block : blocks) {
            boolean ofChunks = slab.unused((int) (block / blockSize), true) != null;
            long[] unused = slab.unused((int) (block / blockSize), ofChunks);
            if (unused == null) {
                faults.add("the slab does not know the block at " + block);
                continue;
            }
            int pieceBytes = ofChunks ? Cells.CHUNK_BYTES : CellSlab.RUN_BYTES;
            Map<Long, String> held = ofChunks ? chunks : runs;
            for (long piece : unused) {
                hold(held, piece, "the slab");
                checkUnused(piece, pieceBytes, !ofChunks);
            }
            for (long piece = block; piece < block + blockSize; piece += pieceBytes) {
                if (piece != 0 && held.remove(piece / Cells.CHUNK_BYTES) == null) {
                    faults.add("nobody holds the index memory at " + piece);
                }
            }
        }
        // Every piece that is where it should be was taken out of its map.
        runs.forEach((number, who) -> faults.add("the run at " + number * Cells.CHUNK_BYTES + " of " + who + " is in a block of chunks, or at the wrong place"));
        chunks.forEach((number, who) -> faults.add("the chunk at " + number * Cells.CHUNK_BYTES + " of " + who + " is in a block of runs, or at the wrong place"));
    }

    private void checkUnused(long address, int bytes, boolean hasVersions) {
        for (int at = 0; at < bytes; at += 8) {
            boolean version = hasVersions && at % Cells.CELL_BYTES == 0;
            long word = cells.word(address + at);
            if (version ? (word & 1) != 0 : word != 0) {
                faults.add("unused index memory at " + (address + at) + " holds " + Long.toHexString(word));
            }
        }
    }
}
