/**
 * Making room: which segment is emptied next, what is carried over and what is dropped, and who does it when. It uses the log and the
 * indexes; it knows no operation of a cache.
 */
package org.varve.store.reclaim;
