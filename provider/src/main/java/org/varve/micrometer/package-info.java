/**
 * Figures of caches and stores as meters of Micrometer. What may enter: what makes meters. Only this package knows {@code io.micrometer}, which is an optional
 * dependency: nothing below refers to this package.
 */
package org.varve.micrometer;
