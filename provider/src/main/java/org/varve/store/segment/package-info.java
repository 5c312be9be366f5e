/**
 * Blocks and segments: who owns which block, how segments live and die, and how many of their bytes are live. It knows nothing of
 * records or cells. All tables are primitive arrays on the heap, sized once from the budget.
 */
package org.varve.store.segment;
