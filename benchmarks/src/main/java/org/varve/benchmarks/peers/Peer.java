package org.varve.benchmarks.peers;

/** Opens caches of one kind. */
@FunctionalInterface
interface Peer {
    /** @throws Exception if it does not run here, whatever it throws */
    PeerCache open(Setup setup) throws Exception;
}
