/**
 * Public settings: what a user may choose about a cache manager, its stores and its caches. {@code VarveSettings} holds all
 * of it, {@code StoreSettings} a store's part, {@code VarveConfiguration} a cache's; {@code org.varve.config.file} reads them
 * from files and properties. Only values, names and checking may enter; nothing here opens, allocates or starts anything.
 */
package org.varve.config;
