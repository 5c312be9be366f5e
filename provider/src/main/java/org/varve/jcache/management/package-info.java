/**
 * What Varve tells over JMX besides the two beans of the specification: the interfaces of its beans. What may enter: interfaces that users name. The beans
 * themselves are in {@code org.varve.jcache.internal.management}.
 */
package org.varve.jcache.management;
