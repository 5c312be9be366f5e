/** What the controls need of the log beyond its public methods. */
package org.varve.store.log;
