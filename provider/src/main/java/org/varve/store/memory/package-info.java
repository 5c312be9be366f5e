/**
 * Raw memory: extents taken from the operating system and one address space over them. The only package that touches
 * {@code sun.misc.Unsafe} (JDK 17 to 21) or {@code java.lang.foreign} (JDK 22 and later). It knows nothing of blocks, records
 * or cells; what enters here is an access primitive that names its memory order, nothing else.
 */
package org.varve.store.memory;
