package org.varve.benchmarks.peers;

/** Answers at once with what was put first. Whatever delays it is not a cache. */
final class ControlPeer implements Peer {
    @Override
    public PeerCache open(Setup setup) {
        return new Control();
    }

    private static final class Control implements PeerCache {
        private volatile Object first;

        @Override
        public Object get(String key) {
            return first;
        }

        @Override
        public void put(String key, Object value) {
            if (first == null) {
                first = value;
            }
        }

        @Override
        public void close() {
            first = null;
        }
    }
}
