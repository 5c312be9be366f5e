/**
 * The cache's loader and writer, with their failures translated as the specification says. What may enter: calls of these
 * two interfaces. When they are called, and what follows, is the operations' business.
 */
package org.varve.jcache.internal.integration;
