/**
 * From a cache's {@link javax.cache.expiry.ExpiryPolicy} to the absolute expiry times of the store. What may enter: code
 * that asks the policy or does arithmetic on times. Nothing here reads or writes entries.
 */
package org.varve.jcache.internal.expiry;
