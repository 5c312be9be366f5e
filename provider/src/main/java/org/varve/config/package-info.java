/**
 * Public settings: what a user may choose about the store behind a cache manager, read from properties and checked before
 * anything is opened. Only names, parsing and checking may enter; nothing here opens, allocates or starts anything.
 */
package org.varve.config;
