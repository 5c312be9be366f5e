/**
 * What a store tells of its own work while it does it: one interface and the reports that it is handed. What may enter: plain data. Nothing here does
 * anything, or knows who listens.
 */
package org.varve.store.observe;
