/** jcstress of what only the package of segments may reach; see {@link org.varve.store}. */
package org.varve.store.segment;
