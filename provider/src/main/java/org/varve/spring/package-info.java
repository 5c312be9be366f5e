/**
 * What Spring Boot finds by itself. What may enter: auto-configurations, each switched off by whatever it needs and does not find. Only this package knows
 * {@code org.springframework}, which is an optional dependency: nothing refers to this package but a file in {@code META-INF/spring}.
 */
package org.varve.spring;
