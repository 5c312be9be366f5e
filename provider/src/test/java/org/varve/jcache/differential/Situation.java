package org.varve.jcache.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was so before an operation.
 *
 * @param ears   who listens
 * @param before what the reference implementation held
 */
record Situation(Draw draw, List<Ear> ears, Step step, ReferenceImplementation.Content before) {

    boolean isLive(String key) {
        return before.live().containsKey(key);
    }

    boolean loads() {
        return draw.loading() == Draw.Loading.READ_THROUGH;
    }

    /** Keys whose entries Varve looks at, so that those that have expired go and are told. */
    Set<String> looked() {
        Set<String> looked = new HashSet<>();
        switch (step.kind()) {
            case GET, PUT, GET_AND_PUT, PUT_IF_ABSENT, REMOVE, REMOVE_VALUE, GET_AND_REMOVE, REPLACE, REPLACE_VALUE,
                    GET_AND_REPLACE, INVOKE -> looked.add(step.key());
            case GET_ALL, INVOKE_ALL -> looked.addAll(step.keys());
            case LOAD_ALL -> {
                if (draw.loading() != Draw.Loading.NO_LOADER) {
                    looked.addAll(step.keys());
                }
            }
            case PUT_ALL, REMOVE_ALL_KEYS -> {
                looked.addAll(step.keys());
                looked.removeAll(unwritten(step.keys()));
            }
            case REMOVE_ALL -> looked.addAll(before.expired().keySet());
            default -> {
            }
        }
        return looked;
    }

    /** What the writer leaves undone of these, called with all. */
    private Set<String> unwritten(List<String> keys) {
        Set<String> unwritten = new HashSet<>();
        if (keys.stream().anyMatch(draw.writing()::refuses)) {
            unwritten.addAll(draw.writing() == Draw.Writing.REFUSES_ALL ? keys : List.of("bad"));
        }
        return unwritten;
    }

    /** Keys of live entries that an iteration is to remove and whose expiry comes with the step before. */
    List<String> removedAfterLastAccess() {
        List<String> removed = new ArrayList<>();
        if (step.kind() == Step.Kind.ITERATE_AND_REMOVE && draw.access() == Draw.Answer.ZERO) {
            step.keys().stream().filter(this::isLive).forEach(removed::add);
        }
        return removed;
    }

    /** Those of the operation's keys that have no live entry, sorted. */
    Set<String> missed() {
        Set<String> missed = new TreeSet<>(step.keys());
        missed.removeAll(before.live().keySet());
        return missed;
    }

    /** Whether one of the loads that the missing keys of a {@code getAll} make necessary fails. */
    boolean failsToGetAll() {
        return step.kind() == Step.Kind.GET_ALL && loads() && missed().contains("bad");
    }

    /** Keys that a bulk operation hands to the writer. */
    Set<String> handedToWriter() {
        return switch (step.kind()) {
            case PUT_ALL, REMOVE_ALL_KEYS -> step.keySet();
            case REMOVE_ALL -> before.live().keySet();
            default -> Set.of();
        };
    }

    /** Keys without entry that the operation's processor wants removed. */
    List<String> missingAndRemoved() {
        List<String> keys = switch (step.kind()) {
            case INVOKE -> List.of(step.key());
            case INVOKE_ALL -> step.keys();
            default -> List.of();
        };
        return keys.stream().filter(key -> !isLive(key) && !draw.writing().refuses(key))
                .filter(key -> removesMissing(key)).toList();
    }

    /** What {@link Script} comes to in the end where there is no entry. */
    private boolean removesMissing(String key) {
        boolean added = false;
        boolean removed = false;
        for (char letter : step.processor().toCharArray()) {
            switch (letter) {
                case 'g' -> {
                    if (!removed && !added && loads()) {
                        if (key.equals("bad")) {
                            return false;
                        }
                        added = !key.equals("none");
                    }
                }
                case 's' -> {
                    added = true;
                    removed = false;
                }
                case 'r' -> {
                    removed = !added;
                    added = false;
                }
                case 'x', 'c' -> {
                    return false;
                }
                default -> {
                }
            }
        }
        return removed;
    }
}
