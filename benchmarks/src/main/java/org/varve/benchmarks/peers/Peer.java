package org.varve.benchmarks.peers;

/** Opens caches of one kind. */
@FunctionalInterface
public interface Peer {
    /** @throws Exception if it does not run here, whatever it throws */
    PeerCache open(Setup setup) throws Exception;
}
