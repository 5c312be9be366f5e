package org.varve.benchmarks.report;

/** What result files name briefly, for readers. */
final class Words {
    private Words() {
    }

    static String mix(String mix) {
        return switch (mix) {
            case "get" -> "gets";
            case "put" -> "puts";
            case "mixed_95" -> "95 % gets, 5 % puts";
            case "mixed_50" -> "50 % gets, 50 % puts";
            default -> mix;
        };
    }

    static String threads(String threads) {
        return threads.equals("1") ? "1 thread" : threads + " threads";
    }

    static String values(String values) {
        return switch (values) {
            case "bytes_100" -> "values of 100 bytes";
            case "bytes_1024" -> "values of 1,024 bytes";
            case "string_100" -> "strings of 100 characters";
            case "order" -> "objects of 6 fields";
            case "entry" -> "Hibernate's entries of 15 columns";
            default -> values;
        };
    }
}
