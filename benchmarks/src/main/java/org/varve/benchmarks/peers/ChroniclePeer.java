package org.varve.benchmarks.peers;

import net.openhft.chronicle.map.ChronicleMap;

/** Chronicle Map in memory. It is a map, not a cache: it is made for so many entries of such a size, and more are refused. */
final class ChroniclePeer implements Peer {
    @Override
    public PeerCache open(Setup setup) {
        if (setup.bound() != Bound.ROOM || setup.ttlMillis() > 0) {
            throw new IllegalStateException("Chronicle Map neither evicts nor expires");
        }
        @SuppressWarnings("unchecked")
        Class<Object> type = (Class<Object>) setup.values().type();
        Object sample = setup.values().values(1)[0];
        return new ChronicleCache(ChronicleMap.of(String.class, type).name("benchmark").entries(setup.entries()).averageKey("ABCDEFGHIJKL")
                .averageValue(sample).create());
    }

    private record ChronicleCache(ChronicleMap<String, Object> map) implements PeerCache {
        @Override
        public Object get(String key) {
            return map.get(key);
        }

        @Override
        public void put(String key, Object value) {
            map.put(key, value);
        }

        @Override
        public void close() {
            map.close();
        }
    }
}
