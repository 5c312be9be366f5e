/**
 * The protocols of docs/synchronization.md under jcstress, each in threes: {@code Model} is the idea in plain fields, {@code Real} the store itself,
 * {@code Control} the same with one step of the protocol left out. A control whose forbidden outcome does not show means that the harness would
 * not have seen it in the other two, either.
 *
 * <p>The package is the store's own, because the tests reach what only the store may reach.
 */
package org.varve.store;
