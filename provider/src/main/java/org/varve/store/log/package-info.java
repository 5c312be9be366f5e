/**
 * The log: how a record is laid down, read and compared over the blocks of a segment, and the heads that append. It knows
 * segments and memory; which record an index names is not its business.
 */
package org.varve.store.log;
