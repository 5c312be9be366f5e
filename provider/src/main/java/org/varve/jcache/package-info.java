/**
 * The classes that users name: the caching provider, its managers and caches. They check arguments and state and delegate to
 * {@code org.varve.jcache.internal}; nothing else may enter.
 */
package org.varve.jcache;
