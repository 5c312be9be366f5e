package org.varve.benchmarks.ycsb;

import java.util.Properties;

/** The core workloads, as YCSB's own files define them, without E, which scans. */
public enum YcsbWorkload {
    /** Half reads, half updates. */
    A("zipfian", "read", 0.5, "update", 0.5),
    /** 95 % reads, 5 % updates. */
    B("zipfian", "read", 0.95, "update", 0.05),
    /** Reads only. */
    C("zipfian", "read", 1, "update", 0),
    /** Half reads, half reads with an update of what was read. */
    F("zipfian", "read", 0.5, "readmodifywrite", 0.5),
    /** 95 % reads of what is new, 5 % inserts. After the others, because it adds records. */
    D("latest", "read", 0.95, "insert", 0.05);

    private final String distribution;
    private final String first;
    private final double firstShare;
    private final String second;
    private final double secondShare;

    YcsbWorkload(String distribution, String first, double firstShare, String second, double secondShare) {
        this.distribution = distribution;
        this.first = first;
        this.firstShare = firstShare;
        this.second = second;
        this.secondShare = secondShare;
    }

    /** As YCSB wants it. */
    Properties properties(int records) {
        Properties properties = new Properties();
        for (String operation : new String[] {"read", "update", "insert", "scan", "readmodifywrite"}) {
            properties.setProperty(operation + "proportion", "0");
        }
        properties.setProperty(first + "proportion", Double.toString(firstShare));
        properties.setProperty(second + "proportion", Double.toString(secondShare));
        properties.setProperty("requestdistribution", distribution);
        properties.setProperty("recordcount", Integer.toString(records));
        // Only says how many new keys zipfian requests are to expect.
        properties.setProperty("operationcount", Integer.toString(records));
        return properties;
    }
}
