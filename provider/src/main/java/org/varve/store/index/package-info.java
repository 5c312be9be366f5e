/**
 * The concurrent hash index: linear hashing over 64-byte cells in type-stable memory. It knows hashes, tags and locations;
 * it never reads a record. Whoever uses it finds candidates by tag, compares the records itself, and lets the index validate what it saw.
 */
package org.varve.store.index;
