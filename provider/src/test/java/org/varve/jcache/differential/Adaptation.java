package org.varve.jcache.differential;

/**
 * Where the two would not hold the same afterwards, so that no look at the outcome of one operation could make the
 * difference good: user code, or the test, does something for the reference implementation that Varve does not need.
 * {@link DifferencesTest} shows the reference implementation without; docs/jsr107-conformance.md gives the reasons.
 */
enum Adaptation {
    /** The reference implementation takes what is left in the collection as not written even if the writer returns normally. */
    WRITER_EMPTIES_COLLECTION("writer returns normally and leaves the collection as it was"),
    /** The reference implementation's {@code removeAll()} hands expired entries to the writer, who may refuse them. */
    EXPIRED_IS_GONE_BEFORE_REMOVE_ALL("`removeAll()` meets expired entries, with a writer"),
    /** The reference implementation fails where the policy has no duration for a creation. */
    POLICY_NAMES_A_DURATION("a policy says null for a creation"),
    /** The reference implementation loads an entry that the processor has just removed. */
    PROCESSOR_DOES_NOT_READ_WHAT_IT_REMOVED("processor calls `getValue` after `remove`");

    private final String where;

    Adaptation(String where) {
        this.where = where;
    }

    /** The place in docs/jsr107-conformance.md. */
    String where() {
        return where;
    }
}
