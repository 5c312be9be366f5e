/** The workloads of YCSB (Cooper et al., "Benchmarking Cloud Serving Systems with YCSB", SoCC 2010) on caches, by YCSB's own generator of requests. */
package org.varve.benchmarks.ycsb;
