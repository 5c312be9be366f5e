/** Varve by the API of JSR-107 alone: what the README shows. */
package org.varve.examples.plain;
