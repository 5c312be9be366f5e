/** What the controls need of the index beyond its public methods. */
package org.varve.store.index;
