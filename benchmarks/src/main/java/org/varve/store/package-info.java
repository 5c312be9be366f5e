/**
 * What a benchmark can only do from inside the store's package: read its memory without any of its protocols. Nothing else may enter here.
 */
package org.varve.store;
