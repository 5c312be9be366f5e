/**
 * What a cache tells about itself over JMX: counters, the two beans of the specification and those of Varve, their object
 * names and their registration. What may enter: counting and reporting. Nothing here changes a cache.
 */
package org.varve.jcache.internal.management;
