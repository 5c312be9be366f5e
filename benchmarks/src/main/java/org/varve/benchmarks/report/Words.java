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

    static String lengths(String lengths) {
        return switch (lengths) {
            case "130_200" -> "130–200";
            case "40_2048" -> "40–2,048";
            case "1024" -> "1,024";
            default -> lengths;
        };
    }

    static String workload(String workload) {
        return workload + switch (workload) {
            case "A" -> ": 50 % reads, 50 % updates";
            case "B" -> ": 95 % reads, 5 % updates";
            case "C" -> ": reads";
            case "D" -> ": 95 % reads of new, 5 % inserts";
            case "F" -> ": 50 % reads, 50 % read-modify-write";
            default -> "";
        };
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
