/**
 * Who is evicted: the policy and the frequencies it goes by. Nothing here knows a record or an index, so that a simulator can run the same
 * classes without a store.
 */
package org.varve.store.policy;
