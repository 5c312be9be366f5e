package org.varve.store.policy;
/** tmp */
public final class FrequencySketch {
    public void raise(long hash) { }
    public int frequency(long hash) { return 1; }
    public boolean fit(long entries) { return false; }
}
